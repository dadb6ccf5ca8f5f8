"""In: a Question and admitted figures. Out: a Tally, whose bounds follow from these figures and from nothing else."""

from reportedly.count.fragility import fragility
from reportedly.count.ribbon import ribbon
from reportedly.count.tally import tally

__all__ = ["fragility", "ribbon", "tally"]
