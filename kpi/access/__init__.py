"""Who may see and do what. Every function of the service asks here before it touches anything."""

from kpi.access.rights import has_right, require, sees_body

__all__ = ["has_right", "require", "sees_body"]
