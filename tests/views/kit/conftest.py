"""The offscreen platform says what it cannot do (size hints, raise, grab): that is no defect of ours."""

from __future__ import annotations

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
