"""Questions whose reading is written out, for the tests of what answers them."""

from youju.types import Query


def asked(text: str, **read: object) -> Query:
    """A question; by default of no place, year or body, and wanting no figure."""
    plain: dict[str, object] = {
        "text": text,
        "standalone": text,
        "places": (),
        "periods": (),
        "wants_figure": False,
        "history_used": False,
    }
    return Query(**{**plain, **read})  # type: ignore[arg-type]


def counted(text: str, **read: object) -> Query:
    """A question that wants a figure."""
    return asked(text, **{"wants_figure": True, "form": "figure", **read})
