"""A map file from a stranger leads nobody onto the network and into no other file."""

import json
import sqlite3
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tests.factories.map_files import geopackage

from anlan.support.row_import.columns import MapFileUnreadable
from anlan.support.row_import.map_files import read_map_file

SPOT = ("A", "North", (102.1, 29.6))
FEATURE = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [102.1, 29.6]}}


@pytest.fixture
def asked():
    """Give the address of a server, and what it was asked for."""
    paths = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            """Keep the test's output clean."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/crs", paths
        server.shutdown()


@pytest.mark.parametrize("place", ["collection", "feature", "geometry"])
def test_a_linked_coordinate_system_is_refused_and_not_fetched(asked, place):
    address, paths = asked
    crs = {"crs": {"type": "link", "properties": {"href": address, "type": "proj4"}}}
    feature = FEATURE | (crs if place == "feature" else {})
    feature["geometry"] = FEATURE["geometry"] | (crs if place == "geometry" else {})
    collection = {"type": "FeatureCollection", "features": [feature]} | (crs if place == "collection" else {})
    with pytest.raises(MapFileUnreadable) as refusal:
        read_map_file(json.dumps(collection).encode(), believe=True, most=9)
    assert refusal.value.data == {"detail": "crs"}
    assert paths == []


def test_a_coordinate_system_whose_name_is_an_address_is_not_fetched(asked):
    address, paths = asked
    crs = {"type": "name", "properties": {"name": address}}
    found = {"type": "FeatureCollection", "crs": crs, "features": [FEATURE]}
    assert len(read_map_file(json.dumps(found).encode(), believe=True, most=9).features) == 1
    assert paths == []


def with_table(tmp_path, name, sql):
    path = tmp_path / "survey.gpkg"
    path.write_bytes(geopackage(SPOT))
    file = sqlite3.connect(path)
    file.executescript(
        "pragma writable_schema = on;"
        "insert into sqlite_master (type, name, tbl_name, rootpage, sql)"
        f" values ('table', '{name}', '{name}', 0, '{sql}');"
    )
    file.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "sql"),
    [
        ("x", "CREATE VIRTUAL TABLE x USING VirtualOGR(''/etc/passwd'')"),
        ("using rtree(", "CREATE VIRTUAL TABLE \"using rtree(\" USING VirtualShape(''/srv/other'')"),
        ("x", "create  virtual table x using fts5(a)"),
    ],
)
def test_a_geopackage_with_a_virtual_table_is_refused(tmp_path, name, sql):
    with pytest.raises(MapFileUnreadable) as refusal:
        read_map_file(with_table(tmp_path, name, sql), believe=True, most=9)
    assert refusal.value.data == {"detail": "virtual table"}


def test_a_geopackage_keeps_its_own_index_of_places(tmp_path):
    path = tmp_path / "survey.gpkg"
    path.write_bytes(geopackage(SPOT))
    file = sqlite3.connect(path)
    file.execute('create virtual table "rtree_sites_geom" using rtree(id, minx, maxx, miny, maxy)')
    file.commit()
    file.close()
    assert len(read_map_file(path.read_bytes(), believe=True, most=9).features) == 1
