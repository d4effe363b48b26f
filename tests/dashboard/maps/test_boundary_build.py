"""The one part of the build that needs no package: the conversion of coordinates."""

import pytest

from dashboard.builders.boundaries import gcj02_to_wgs84, wgs84_to_gcj02


@pytest.mark.parametrize("lon", [105.29, 106.55, 108.4, 110.19])
@pytest.mark.parametrize("lat", [28.16, 29.56, 32.2])
def test_conversion_undoes_the_offset(lon: float, lat: float) -> None:
    there_lon, there_lat = wgs84_to_gcj02(lon=lon, lat=lat)
    back = gcj02_to_wgs84(lon=there_lon, lat=there_lat)
    assert back == (pytest.approx(lon, abs=1e-9), pytest.approx(lat, abs=1e-9))


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        # Pairs of the open-source eviltransform tests: Shanghai, Shenzhen, Beijing.
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
)
def test_offset_agrees_with_published_pairs(
    wgs84: tuple[float, float], gcj02: tuple[float, float]
) -> None:
    lon, lat = wgs84_to_gcj02(lon=wgs84[0], lat=wgs84[1])
    assert (lon, lat) == (pytest.approx(gcj02[0], abs=1e-6), pytest.approx(gcj02[1], abs=1e-6))
