"""Door: how reports come in. Files, folders and notes now; each thing offered is bytes under an address, or a Failure."""

from reportedly.capture.channels.files import LIMIT, Offered, addressed

__all__ = ["LIMIT", "Offered", "addressed"]
