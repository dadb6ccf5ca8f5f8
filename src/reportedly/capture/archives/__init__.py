"""Door: where captured bytes are kept so that they can be proven (WARC 1.1, gzip per record, a chained custody log)."""

from reportedly.capture.archives.archive import Archive
from reportedly.capture.archives.checking import Problem

__all__ = ["Archive", "Problem"]
