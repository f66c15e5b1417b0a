"""Example data: fictional bodies whose files look like what Dutch finance systems export.

A client of kpi.service, like the command line: everything enters through the same door as the files of a real body.
All bodies, places, provinces, ministries and suppliers are invented; the body records say so (`fictional`).
"""
