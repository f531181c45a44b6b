"""Matplotlib set once for every picture: Chinese text kept as text, and nothing that varies."""

import matplotlib
import pylopdf_fonts_zh_cn
from matplotlib import font_manager

PAGE_FONTS = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif"
"""The stack of the pages, so that a picture inside a page reads like the page."""


def install() -> None:
    """Register Noto Sans SC, which measures the text, and fix the settings pictures rely on.

    Text is never parsed as mathematics: a name may hold a dollar sign.
    """
    font_manager.fontManager.addfont(pylopdf_fonts_zh_cn.sans_path())
    matplotlib.rcParams.update(
        {
            "font.family": ["Noto Sans SC", "DejaVu Sans"],
            "axes.unicode_minus": False,
            "text.parse_math": False,
            "svg.fonttype": "none",
            "svg.hashsalt": "xinheng",
            "hatch.linewidth": 0.8,
        }
    )


install()
