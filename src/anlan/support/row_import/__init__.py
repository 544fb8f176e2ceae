"""Rows out of a stranger's table or map file, each cell read by its column's rule, with a report of what is wrong.

How a room imports a list:

1. Say its columns once: ``Column("code", ("Number", ...), is_required=True)``, the heads' words from a TOML table.
2. ``reading = read_rows(columns, raw, name=file.name, crs=Crs.CGCS2000)``: any of Excel, CSV (any encoding), GeoJSON,
   Shapefile (zip) and GeoPackage. ``reading.rows`` have ``number`` (as the spreadsheet counts), ``values`` by key and
   ``shape`` (EPSG:4326); ``reading.problems`` name row, field, value and rule.
3. Add the room's own findings: ``Problem(row.number, "Region", text, "not_in_your_regions")``; a rule of its own gets
   its sentence by ``data={"sentence": gettext("...")}``.
4. ``compare(labels, before, after)`` says what a row changes of what is registered under the same code.
5. The page shows ``told(problem)``; the act stores in one transaction and refuses with ``refuse(problems)`` where there
   is any: all of the file or nothing.
"""
