"""Makes an empty desk: the files that people edit, each with a word on what goes into it."""

from __future__ import annotations

from pathlib import Path

from reportedly.errors import BadInput

FILES = {
    "desk.toml": """\
# The desk's settings. Secrets never stand here.
[site]
name = "Our magazine"
tagline = "What is reported, and who counted it"
address = "https://magazine.example"
contact = "desk@magazine.example"

# How pages are fetched; the guide's page on capture from the web lists all settings.
# [capture.web]
# proxy = "socks5h://127.0.0.1:9050"   # everything through Tor, and nothing past it
# agent = "generic"                    # what a common browser says, instead of our name and contact
""",
    "outlets.toml": """\
# Who publishes ([[outlet]]) and who counts ([[compiler]]). A compiler's base is what its counts rest on.
# [[outlet]]
# id = "example-outlet"
# name = "Example outlet"
# domains = ["outlet.example"]
# languages = ["en"]
# feeds = ["https://outlet.example/rss"]   # what `reportedly watch` looks at; also sitemaps = [...]
#
# [[compiler]]
# id = "example-count"
# name = "Example Count"
# base = "court sites"
""",
    "questions.toml": """\
# What the desk counts. Each definition is a question of its own.
# [[question]]
# id = "fled"
# asks = "How many mobilised soldiers have fled?"
# measure = "persons_fled"
# population = "mobilised soldiers"
# flow = "cumulative"
# definition = "Mobilised men who fled from service, as compilers report them."
# units = ["persons_fled", "persons"]
""",
    "policies.toml": """\
# The desk's rules of deciding and counting. A change is entered into the ledger.
version = 1
eyes = 2
compilers_needed = 1
""",
    "pictures.toml": "# [[picture]] id, file (in pictures/), alternative, caption, credit, place, date, licence, kind\n",
    "books.toml": "# [[book]] id, title, author, year, blurb\n",
    "deals.toml": "# [[deal]] id, title, terms, code, expires, partner: in members' mail and nowhere else\n",
}
FOLDERS = ("briefs", "pictures", "archive")


def make_desk(folder: Path) -> None:
    """Puts the files and folders of an empty desk into `folder`. Raises BadInput where it is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput("this folder is not empty.", where=str(folder), remedy="Name a new folder; nothing was changed.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in FOLDERS:
        (folder / name).mkdir()
