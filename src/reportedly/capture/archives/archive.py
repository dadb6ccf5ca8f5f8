"""Door: the archive folder: `reports-00001.warc.gz` and so on, `custody.jsonl`, and `torn/` for what a kill left half-written.

How nothing is lost: a record is written and synced, then its line in the custody log is written and synced, and only
then does `keep` return. Whoever appends next first compares the files with the log: whole records that the log lacks are
entered as found; a half-written tail is copied to `torn/`, entered as cut, and cut off. A file that is shorter than the
log says has lost what was kept: nothing more is appended to it, and `verify` names it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reportedly.capture.archives.bodies import body_of
from reportedly.capture.archives.checking import LOG, WARC, Cut, Problem, cuts, problems
from reportedly.capture.archives.custody import Act, Custody, Did, Origin, act_of, line_of, whole_lines
from reportedly.capture.archives.digests import normal
from reportedly.capture.archives.disk import cut, write
from reportedly.capture.archives.lock import locked
from reportedly.capture.archives.responses import (
    capture_of_response,
    capture_of_visit,
    own_fields,
    request_record,
    response_record,
    same_payload,
    same_record,
    unchanged_record,
)
from reportedly.capture.archives.warc import (
    Member,
    Parsed,
    Torn,
    address_of,
    capture_of,
    info_record,
    is_tombstone,
    members,
    parse,
    resource_record,
)
from reportedly.capture.identity import capture_id, checksum
from reportedly.capture.visits import Exchange, Visit
from reportedly.errors import BadInput, Broken, NotThere, ReportedlyError, Withheld
from reportedly.types import Capture, Record

_FILE = "reports-{:05}.warc.gz"
_RESTORE = "Restore the archive from a backup; `reportedly verify` names every broken place."
_CHECK_DISK = "Check the disk's space and the folder's permissions, then capture again; what was kept before is whole."


class Archive:
    """What a desk has captured, as bytes that can be proven.

    >>> capture = Archive(folder).keep("urn:reportedly:note:A2", data, "text/plain", at=now, channel="note")  # doctest: +SKIP

    `patience`: seconds to wait for another writer before Busy. `roll`: bytes after which a new file is begun.
    """

    def __init__(self, folder: Path, *, patience: float = 30.0, roll: int = 1 << 30) -> None:
        self._folder = Path(folder)
        self._patience = patience
        self._roll = roll
        self._custody = Custody()
        self._own = threading.RLock()

    def keep(self, address: str, data: bytes, media_type: str, at: datetime, channel: str) -> Capture:
        """Bytes and where they came from in, the capture out, once they are safely on disk.

        The same bytes from the same address are kept once: the first capture comes back, and the log says that it was
        seen again. Raises Busy where another process writes for too long, Broken where the archive has lost bytes,
        BadInput for an address with control characters, ReportedlyError where the disk is full or not writable.
        """
        return self.put(address, data, media_type, at, channel)[0]

    def put(self, address: str, data: bytes, media_type: str, at: datetime, channel: str) -> tuple[Capture, bool]:
        """As `keep`, and whether this call is the one that kept it: of several runs at once, one is told so."""
        name = capture_id(address, checksum(data))
        with self._writing(at):
            known = self._custody.captures.get(name)
            if known:
                return self._see_again(known, at), False
            return self._append(name, address, data, media_type, at, channel), True

    def keep_response(self, visit: Visit, channel: str) -> tuple[Capture, bool]:
        """A visit to the web in, the capture and whether it is new out: requests and answers are kept as they were sent.

        Bytes that this address had served before are the capture that is held; that they were served again is kept as a
        `revisit` (as a `response` where they came in another coding). Raises as `keep`.
        """
        at = visit.last.at
        draft = capture_of_visit(visit, channel, Record("", 0, 0))
        with self._writing(at):
            known = self._custody.captures.get(draft.id)
            if known is None:
                last = (Did.KEPT, response_record(visit.last, own_fields(visit, channel)), draft)
            else:
                as_before = same_payload(visit.last, self._stored(known))
                stored = same_record(visit.last, known) if as_before else response_record(visit.last)
                last = (Did.REVISITED, stored, replace(known, final_address=visit.last.address))
            self._store_all([last, *_beside(visit.hops)], at)
            return known or self._custody.captures[draft.id], known is None

    def keep_unchanged(self, capture: Capture, visit: Visit) -> None:
        """Keeps the server's word (304) that nothing changed since a capture. Raises as `keep`."""
        with self._writing(visit.last.at):
            again = replace(capture, final_address=visit.last.address)
            last = (Did.REVISITED, unchanged_record(visit.last, capture), again)
            self._store_all([last, *_beside(visit.hops)], visit.last.at)

    def keep_beside(self, hops: Sequence[Exchange]) -> None:
        """Keeps answers that are no capture, such as a server's word that a page is gone. Raises as `keep`."""
        with self._writing(hops[-1].at):
            self._store_all([(Did.BESIDE, response_record(hops[-1]), None), *_beside(hops)], hops[-1].at)

    def fields_of(self, capture: Capture, *names: str) -> tuple[str | None, ...]:
        """Fields of the HTTP answer that a capture was, None where it had none or no HTTP was spoken."""
        parsed = self._stored(capture)
        if parsed is None or parsed.kind != "response":
            return tuple(None for _ in names)
        answer = Exchange(capture.final_address, capture.captured_at, b"", parsed.payload)
        return tuple(answer.field(name) for name in names)

    def receive(self, stored: bytes, draft: Capture, origin: Origin, at: datetime) -> tuple[Capture, bool]:
        """Another archivist's record as stored (a gzip member), the capture that it makes, where it comes from and when it
        came in; out, the capture as held, and whether it is new. The record is copied as it is; a second time adds nothing.

        A capture that is held already keeps its moment, and `seen` has this one too. Raises as `keep`.
        """
        with self._writing(at):
            known = self._custody.captures.get(draft.id)
            if (draft.id, checksum(stored)) not in self._custody.received:
                self._copy(stored, draft, origin, at)
            return known or self._custody.captures[draft.id], known is None

    def held_already(self, name: str, stored: bytes) -> Capture | None:
        """The capture of this id, where this very record was received for it before."""
        with self._own:
            return self._custody.captures.get(name) if (name, checksum(stored)) in self._custody.received else None

    def receive_info(self, stored: bytes, origin: Origin, at: datetime) -> None:
        """Another archivist's `warcinfo` record, which says what wrote their file: copied once, and entered in the log."""
        with self._writing(at):
            if ("", checksum(stored)) not in self._custody.received:
                self._copy(stored, None, origin, at)

    def referred(self, names: Sequence[str], address: str, payload: str) -> Capture | None:
        """The capture that another archivist's `revisit` means (see Custody.meant)."""
        with self._own, suppress(Broken):
            self._read_log()
        with self._own:
            return self._custody.meant(names, address, normal(payload))

    def received_at(self, capture: Capture) -> datetime:
        """When a capture came to this archive; for another archivist's, later than the moment at which it was made."""
        with self._own, suppress(Broken):
            self._read_log()
        with self._own:
            return self._custody.entered.get(capture.id, capture.captured_at)

    def bytes_of(self, capture: Capture) -> bytes:
        """A capture in, the bytes that were served out, checked against its checksum.

        Raises NotThere where the archive has no such file, Withheld where they were taken out for a person's sake, Broken
        where the bytes are not what was kept.
        """
        where = f"{Path(capture.record.file).name}, byte {capture.record.offset}"
        parsed = self._parsed(capture, where)
        if is_tombstone(parsed):
            raise Withheld(f"the bytes of {capture.id} were withheld by erasure.", where=where)
        if address_of(parsed) not in (capture.address, capture.final_address):
            raise Broken(f"the bytes of {capture.id} are not what was captured.", where=where, remedy=_RESTORE)
        data = self._payload(capture, parsed, where)
        if checksum(data) != capture.checksum:
            raise Broken(f"the bytes of {capture.id} are not what was captured.", where=where, remedy=_RESTORE)
        return data

    def _parsed(self, capture: Capture, where: str) -> Parsed:
        path = self._folder / Path(capture.record.file).name
        if not path.exists():
            raise NotThere(f"the archive has no file for {capture.id}.", where=path.name, remedy=_RESTORE)
        with path.open("rb") as file:
            file.seek(capture.record.offset)
            parsed = parse(file.read(capture.record.length))
        if parsed is None:
            raise Broken(f"the record of {capture.id} cannot be read.", where=where, remedy=_RESTORE)
        return parsed

    def _stored(self, capture: Capture) -> Parsed | None:
        try:
            return self._parsed(capture, capture.record.file)
        except (NotThere, Broken):
            return None

    def _payload(self, capture: Capture, parsed: Parsed, where: str) -> bytes:
        """The block of a resource, the decoded body of a response, the bytes that a revisit says were the same."""
        if parsed.kind == "revisit":
            first = {held.id: held for held in self.captures()}.get(capture.revisit_of or "")
            if first is None or first.revisit_of:
                raise Broken(f"what {capture.id} is a revisit of is not in the archive.", where=where, remedy=_RESTORE)
            return self.bytes_of(first)
        if parsed.kind != "response" or not parsed.fields.get("Content-Type", "").startswith("application/http"):
            return parsed.payload
        try:
            return body_of(parsed.payload, where=where).data
        except BadInput as error:
            raise Broken(f"the response of {capture.id} cannot be read: {error.what}", where=where) from error

    def withdraw(self, capture: Capture, at: datetime, *, address: bool = False) -> int:
        """Takes a capture's bytes out for a person's sake, and its address where asked for; gives how many records they were."""
        from reportedly.capture.archives.withdrawing import withdraw

        return withdraw(self, capture, at, address=address)

    def withdrawn(self) -> frozenset[str]:
        """The ids of captures whose bytes were taken out."""
        from reportedly.capture.archives.withdrawing import withdrawn

        return withdrawn(self._folder)

    def captures(self) -> Iterator[Capture]:
        """Every capture that was reported as kept, in the order of keeping.

        Where a line of the custody log was changed, those before it: from there on the log vouches for nothing. `verify`
        names the line, and `keep` refuses.
        """
        with self._own, suppress(Broken):
            self._read_log()
        with self._own:
            kept = tuple(self._custody.captures.values())
        yield from kept

    def seen(self, capture: Capture) -> tuple[datetime, ...]:
        """The moments at which these bytes were seen at this address, in order (a record received later may be an earlier one)."""
        with self._own, suppress(Broken):
            self._read_log()
        with self._own:
            return tuple(sorted(set(self._custody.seen.get(capture.id, ()))))

    def mend(self, at: datetime) -> None:
        """Brings log and files together after a kill, so that `captures` has every whole record. Raises as `keep`."""
        if self._folder.exists():
            with self._writing(at):
                pass

    def verify(self) -> Iterator[Problem]:
        """Every place where the archive is not what was kept, first byte first; nothing where all is well. Reads only."""
        yield from problems(self._folder)

    def cuts(self) -> Iterator[Cut]:
        """The half-written tails that killed runs had left, as the log tells of them. Reads only."""
        yield from cuts(self._folder)

    @contextmanager
    def _writing(self, at: datetime) -> Iterator[None]:
        """The one writer, with log and files brought together; the disk's refusals in the house's words."""
        try:
            with self._own, self._locked():
                self._repair(at)
                yield
        except OSError as error:
            where = Path(str(error.filename or self._folder)).name
            raise ReportedlyError(f"cannot write: {error.strerror}.", where=where, remedy=_CHECK_DISK) from error

    def _locked(self) -> AbstractContextManager[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        return locked(self._folder / ".lock", patience=self._patience)

    def _append(self, name: str, address: str, data: bytes, media_type: str, at: datetime, channel: str) -> Capture:
        file, start = self._place_for(len(data), at)
        draft = Capture(
            name, address, address, at.astimezone(UTC), 0, media_type, checksum(data), Record(file, start, 0), channel
        )
        return self._store(Did.KEPT, resource_record(draft, data), file, at, draft)

    def _copy(self, stored: bytes, draft: Capture | None, origin: Origin, at: datetime) -> None:
        """A record that a kill had left without its line is not copied a second time."""
        kept = replace(origin, payload=normal(origin.payload))
        if loose := self._custody.loose.get(checksum(stored)):
            self._enter(Did.RECEIVED, loose, checksum(stored), at, draft, kept)
            return
        file, _ = self._place_for(len(stored), at)
        self._store(Did.RECEIVED, stored, file, at, draft, kept)

    def _place_for(self, size: int, at: datetime) -> tuple[str, int]:
        """The file to append to and its length; a file begins with what wrote it."""
        file = _FILE.format(number := len(self._custody.ends) or 1)
        if self._custody.ends.get(file, 0) + size > self._roll and file in self._custody.ends:
            file = _FILE.format(number + 1)
        if file not in self._custody.ends:
            self._store(Did.OPENED, info_record(file, at), file, at, None)
        return file, self._custody.ends[file]

    def _store(
        self, did: Did, stored: bytes, file: str, at: datetime, draft: Capture | None, origin: Origin | None = None
    ) -> Capture:
        record = Record(file, self._custody.ends.get(file, 0), len(stored))
        write(self._folder / file, stored, record.offset)
        return self._enter(did, record, checksum(stored), at, draft, origin)

    def _store_all(self, items: Sequence[tuple[Did, bytes, Capture | None]], at: datetime) -> None:
        """Several records in one stroke, and then their lines: what a kill leaves of it is found or cut as ever."""
        file, start = self._place_for(sum(len(stored) for _, stored, _ in items), at)
        write(self._folder / file, b"".join(stored for _, stored, _ in items), start)
        lines, head, acts = b"", self._custody.head, []
        for did, stored, capture in items:
            record = Record(file, start, len(stored))
            held = replace(capture, record=record) if capture and did is Did.KEPT else capture
            act = Act(at.astimezone(UTC), did, record, checksum(stored), held)
            line, head = line_of(act, head)
            lines, start = lines + line, start + len(stored)
            acts.append((act, line, head))
        write(self._folder / LOG, lines, self._custody.position)
        for act, line, hash_ in acts:
            self._custody.take(act, line, hash_)

    def _enter(
        self, did: Did, record: Record, sum_: str, at: datetime, draft: Capture | None, origin: Origin | None = None
    ) -> Capture:
        """Writes one act into the log, synced, and takes it into account."""
        capture = replace(draft, record=record) if draft else None
        act = Act(at.astimezone(UTC), did, record, sum_, capture, origin)
        line, hash_ = line_of(act, self._custody.head)
        write(self._folder / LOG, line, self._custody.position)
        self._custody.take(act, line, hash_)
        return capture  # type: ignore[return-value]  # callers that give a draft get its capture

    def _see_again(self, capture: Capture, at: datetime) -> Capture:
        if at not in self._custody.seen[capture.id]:
            self._enter(Did.SEEN_AGAIN, capture.record, capture.checksum, at, capture)
        return capture

    def _read_log(self) -> None:
        """Takes in what others have written to the log since."""
        path = self._folder / LOG
        if not path.exists():
            return
        with path.open("rb") as file:
            file.seek(self._custody.position)
            data = file.read()
        for line in whole_lines(data):
            try:
                act, hash_ = act_of(line, self._custody.head)
            except ValueError as error:
                raise Broken(f"{error}.", where=f"{LOG}, byte {self._custody.position}", remedy=_RESTORE) from error
            self._custody.take(act, line, hash_)

    def _repair(self, at: datetime) -> None:
        """Brings log and files together after a kill. Runs under the lock."""
        self._read_log()
        log = self._folder / LOG
        if log.exists() and log.stat().st_size > self._custody.position:
            cut(log, self._custody.position)  # a line that was never finished; its record is found again below
        missing = [file for file in self._custody.ends if not (self._folder / file).exists()]
        for path in [*sorted(self._folder.glob(WARC)), *(self._folder / file for file in missing)]:
            self._repair_file(path, at)

    def _repair_file(self, path: Path, at: datetime) -> None:
        size = path.stat().st_size if path.exists() else 0
        end = self._custody.ends.get(path.name, 0)
        if size < end:
            raise Broken(f"{end - size} bytes that were kept are missing.", where=path.name, remedy=_RESTORE)
        if size == end:
            return
        for item in members(path, end):
            if isinstance(item, Torn):
                self._set_aside(path, item.offset, at)
            else:
                self._find(path, item, at)

    def _find(self, path: Path, member: Member, at: datetime) -> None:
        record = Record(path.name, member.offset, len(member.stored))
        found = capture_of(member, path.name) or capture_of_response(parse(member.stored), record)
        self._enter(Did.FOUND, record, checksum(member.stored), at, found)

    def _set_aside(self, path: Path, start: int, at: datetime) -> None:
        """The copy first, then the log, then the cut: a kill between any two loses neither the bytes nor the word of it."""
        with path.open("rb") as file:
            file.seek(start)
            tail = file.read()
        aside = self._folder / "torn" / f"{path.name}-{start}"
        aside.parent.mkdir(exist_ok=True)
        aside.unlink(missing_ok=True)
        write(aside, tail, 0)
        self._enter(Did.CUT, Record(path.name, start, len(tail)), checksum(tail), at, None)
        cut(path, start)


def _beside(hops: Sequence[Exchange]) -> Iterator[tuple[Did, bytes, None]]:
    """The requests of all hops, and the answers of all but the last."""
    for hop in hops[:-1]:
        yield Did.BESIDE, response_record(hop), None
    for hop in hops:
        yield Did.BESIDE, request_record(hop), None
