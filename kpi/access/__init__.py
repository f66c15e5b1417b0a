"""Who may see and do what. Every function of the service asks here before it touches anything."""

from kpi.access.rights import require, sees_body

__all__ = ["require", "sees_body"]
