"""Where things stand on a PDF page as it is shown: a file may turn its pages, and cut their edges off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page, in points, and by how many degrees it is turned clockwise to be shown."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int = 0  # 0, 90, 180 or 270

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the file is shown, in points from the bottom left corner."""
        match self.turned % 360:
            case 90:
                return y - self.bottom, self.right - x
            case 180:
                return self.right - x, self.top - y
            case 270:
                return self.top - y, x - self.left
            case _:
                return x - self.left, y - self.bottom
