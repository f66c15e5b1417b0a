"""Bodies beside each other: peers, bands, places, and what is withheld."""

from kpi.compare.bands import bands
from kpi.compare.comparison import Comparable, comparable, compare, consents, proven_bands
from kpi.compare.groups import PeerGroup, SizeClass, peer_group, peer_groups, size_class, size_classes
from kpi.compare.totals import group_totals
from kpi.compare.withhold import hide, is_withheld, must_be_withheld, withhold

__all__ = [
    "Comparable",
    "PeerGroup",
    "SizeClass",
    "bands",
    "comparable",
    "compare",
    "consents",
    "group_totals",
    "hide",
    "is_withheld",
    "must_be_withheld",
    "peer_group",
    "peer_groups",
    "proven_bands",
    "size_class",
    "size_classes",
    "withhold",
]
