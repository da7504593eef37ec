"""Joins clearings with mining rights that they touch, or builds an index over the rights.

Usage: join.py PEER RIGHTS CLEARINGS PAIRS. PEER is shapely, geopandas, sedonadb, duckdb or
strtree_build. RIGHTS and CLEARINGS are files of WKB, each shape after its length in 32 bits;
PAIRS takes the pairs, clearing and right as 32-bit numbers, sorted. Prints one JSON object.
The time is that of a second join: shapes and indexes are in memory and warm. Reading,
sorting and writing are outside it.
"""

import json
import resource
import struct
import sys
import time

import numpy as np


def shapes(path):
    with open(path, "rb") as file:
        data = file.read()
    at, found = 0, []
    while at < len(data):
        (length,) = struct.unpack_from("<I", data, at)
        found.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def shapely_join(rights, clearings):
    import shapely

    rights, clearings = shapely.from_wkb(rights), shapely.from_wkb(clearings)
    tree = shapely.STRtree(rights)
    return lambda: tree.query(clearings, predicate="intersects")


def geopandas_join(rights, clearings):
    import geopandas
    import shapely

    def frame(wkb):
        return geopandas.GeoDataFrame(geometry=shapely.from_wkb(wkb), crs=4326)

    rights, clearings = frame(rights), frame(clearings)
    assert len(rights.sindex) == len(rights)

    def join():
        joined = geopandas.sjoin(clearings, rights, predicate="intersects")
        return joined.index.to_numpy(), joined["index_right"].to_numpy()

    return join


def table(wkb):
    import pyarrow

    numbers = pyarrow.array(range(len(wkb)), pyarrow.int64())
    return pyarrow.table({"id": numbers, "wkb": pyarrow.array(wkb, pyarrow.binary())})


QUERY = """SELECT c.id AS clearing, r.id AS mining_right
           FROM clearings c JOIN rights r ON ST_Intersects(c.geom, r.geom)"""
SHAPES = "SELECT id, ST_GeomFromWKB(wkb) AS geom FROM {}_wkb"


def sedonadb_join(rights, clearings):
    import sedonadb

    sedona = sedonadb.connect()
    for name, wkb in (("rights", rights), ("clearings", clearings)):
        sedona.create_data_frame(table(wkb)).to_memtable().to_view(name + "_wkb")
        sedona.sql(SHAPES.format(name)).to_memtable().to_view(name)

    def join():
        joined = sedona.sql(QUERY).to_arrow_table()
        return joined["clearing"].to_numpy(), joined["mining_right"].to_numpy()

    return join


def duckdb_join(rights, clearings):
    import duckdb

    duck = duckdb.connect()
    # Comes over the network: without one this peer cannot be measured.
    duck.execute("INSTALL spatial")
    duck.execute("LOAD spatial")
    for name, wkb in (("rights", rights), ("clearings", clearings)):
        duck.register(name + "_wkb", table(wkb))
        duck.execute(f"CREATE TABLE {name} AS " + SHAPES.format(name))

    def join():
        joined = duck.execute(QUERY).fetchnumpy()
        return joined["clearing"], joined["mining_right"]

    return join


JOINS = {
    "shapely": shapely_join,
    "geopandas": geopandas_join,
    "sedonadb": sedonadb_join,
    "duckdb": duckdb_join,
}


def strtree_built(rights):
    import shapely

    rights = shapely.from_wkb(rights)
    begun = time.perf_counter()
    tree = shapely.STRtree(rights)
    # The tree is built when it is first asked.
    tree.query(rights[0])
    return time.perf_counter() - begun


def joined(peer, rights, clearings, path):
    join = JOINS[peer](rights, clearings)
    join()
    begun = time.perf_counter()
    pairs = join()
    elapsed = time.perf_counter() - begun
    pairs = np.stack([np.asarray(numbers, dtype="<u4") for numbers in pairs], axis=1)
    pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].tofile(path)
    return elapsed


def main():
    peer, rights, clearings, path = sys.argv[1:]
    if peer == "strtree_build":
        elapsed = strtree_built(shapes(rights))
    else:
        elapsed = joined(peer, shapes(rights), shapes(clearings), path)
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"milliseconds": elapsed * 1e3, "peak_mb": peak_kb * 1024 / 1e6}))


main()
