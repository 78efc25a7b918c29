"""Which spans touch a stretch of text, and the lane of each, so that none hides another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from itertools import accumulate
from operator import itemgetter, neg

from annotator.model.ids import SpanId
from annotator.model.span import Span, reading_order


class LanePacker:
    """Gives spans that come in order of their starts the lowest lane that is free, from 0.

    Spans that overlap never share a lane. `busy` and `free` are heaps.
    """

    __slots__ = ("_busy", "_free")

    def __init__(self) -> None:
        self._busy: list[tuple[int, int]] = []
        self._free: list[int] = []

    def lane(self, start: int, end: int) -> int:
        """Return the lane of the next span."""
        busy, free = self._busy, self._free
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        heappush(busy, (end, lane))
        return lane


class SpanIndex:
    """The spans of one article in reading order, with the lane of each.

    `family` names the kinds of mark that get in each other's way: only spans of one family take
    lanes from each other. A span lies between its first and last piece, gaps included.
    """

    def __init__(self, spans: Iterable[Span], family: Callable[[str], str]) -> None:
        self._family = family
        self._by_id = {span.id: span for span in spans}
        # Of each span the sort key alone: start, end as a negative number, id.
        self._order = sorted(map(reading_order, self._by_id.values()))
        self._tops = list(accumulate(map(neg, map(itemgetter(1), self._order)), max))
        self._lanes: list[int] = []  # of the first spans, as far as they have been asked for
        self._packers: dict[str, LanePacker] = {}

    def __len__(self) -> int:
        return len(self._order)

    def get(self, id_: SpanId) -> Span | None:
        """Return a span by its id, or None."""
        return self._by_id.get(id_)

    def with_lanes(self, start: int, end: int) -> list[tuple[Span, int]]:
        """Return the spans that have a place in `[start, end)`, in reading order, with lanes.

        Lanes count from 0 nearest to the words. They are found from the beginning of the text as
        far as they have been asked for, and kept: a lane does not depend on what is asked.
        """
        first, last = self._near(start, end)
        for from_, to, id_ in self._order[len(self._lanes) : last]:
            family = self._family(self._by_id[SpanId(id_)].kind)
            packer = self._packers.get(family) or self._packers.setdefault(family, LanePacker())
            self._lanes.append(packer.lane(from_, -to))
        near = zip(self._order[first:last], self._lanes[first:last], strict=True)
        return [(self._by_id[SpanId(id_)], lane) for (_, to, id_), lane in near if -to > start]

    def forget_lanes(self) -> None:
        """Find all lanes anew, because a kind may have changed its family."""
        self._lanes.clear()
        self._packers.clear()

    def touching(self, start: int, end: int) -> list[Span]:
        """Return the spans that have a place in `[start, end)`, in reading order."""
        first, last = self._near(start, end)
        near = self._order[first:last]
        return [self._by_id[SpanId(id_)] for _, to, id_ in near if -to > start]

    def _near(self, start: int, end: int) -> tuple[int, int]:
        """Return the places `[first, last)` outside of which no span touches `[start, end)`."""
        return bisect_right(self._tops, start), bisect_left(self._order, (end,))

    def covering(self, offset: int) -> list[Span]:
        """Return the spans of which a piece covers the code point at `offset`, smallest first.

        Where there is none, those that end just before it, so that a caret at the end counts.
        """
        near = self.touching(max(offset - 1, 0), offset + 1)
        found = [s for s in near if any(p.start <= offset < p.end for p in s.pieces)]
        found = found or [s for s in near if any(p.end == offset for p in s.pieces)]
        return sorted(found, key=lambda span: (span.length, reading_order(span)))

    def update(self, id_: SpanId, span: Span | None) -> tuple[int, int]:
        """Put a span in place of the one with this id, or remove it with None.

        Returns the stretch in which something may look different now, `(0, 0)` for nowhere.
        """
        before = self._take_out(id_)
        after = self._put_in(span) if span is not None else None
        stretches = [stretch for stretch in (before, after) if stretch is not None]
        if not stretches:
            return 0, 0
        return min(start for start, _ in stretches), max(end for _, end in stretches)

    def _take_out(self, id_: SpanId) -> tuple[int, int] | None:
        span = self._by_id.get(id_)
        if span is None:
            return None
        at = self._place(span)
        first, last = self._neighbours(at)
        stretch = self._order[first][0], self._tops[last - 1]
        del self._by_id[id_], self._order[at], self._tops[at]
        self._raise_tops(at)
        self._forget_lanes_from(first)
        return stretch

    def _put_in(self, span: Span) -> tuple[int, int]:
        at = self._place(span)
        self._order.insert(at, reading_order(span))
        self._by_id[span.id] = span
        self._tops.insert(at, 0)
        self._raise_tops(at)
        first, last = self._neighbours(at)
        self._forget_lanes_from(first)
        return self._order[first][0], self._tops[last - 1]

    def _place(self, span: Span) -> int:
        return bisect_left(self._order, reading_order(span))

    def _raise_tops(self, at: int) -> None:
        """Settle the running maximum from a place on, until it is as it was."""
        top = self._tops[at - 1] if at else 0
        for place in range(at, len(self._order)):
            top = max(top, -self._order[place][1])
            if place > at and self._tops[place] == top:
                return
            self._tops[place] = top

    def _neighbours(self, at: int) -> tuple[int, int]:
        """Return the places `[first, last)` of the spans that hang together by overlapping."""
        first, last = at, at + 1
        while first and self._tops[first - 1] > self._order[first][0]:
            first -= 1
        while last < len(self._order) and self._order[last][0] < self._tops[last - 1]:
            last += 1
        return first, last

    def _forget_lanes_from(self, first: int) -> None:
        """Find lanes anew from a place where no span of before is still open."""
        if first < len(self._lanes):
            del self._lanes[first:]
            self._packers.clear()
