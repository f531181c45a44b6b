"""Named tuples of arrays, handed from part to part of the walk as one pointer.

Numba hands over a named tuple member by member, and an array in seven words: a part that takes the
whole book and memory would have three hundred arguments, which takes long to compile and to call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, models, register_model

Named = TypeVar("Named")


class Held(types.Type):
    """The type of such a pointer; its name is short, because it is part of every compiled name."""

    def __init__(self, named: Any) -> None:
        self.named = named
        digest = hashlib.sha256(named.name.encode()).hexdigest()[:8]
        super().__init__(f"{named.instance_class.__name__}{digest}")


register_model(Held)(models.OpaqueModel)


@infer_getattr
class _Members(AttributeTemplate):
    """A held tuple has the members of the tuple."""

    key = Held

    def generic_resolve(self, value: Held, attr: str) -> Any:  # type: ignore[override]
        fields = value.named.fields
        return value.named.types[fields.index(attr)] if attr in fields else None


@lower_getattr_generic(Held)
def _member(context: Any, builder: Any, held: Held, pointer: Any, name: str) -> Any:
    struct = context.get_value_type(held.named)
    whole = builder.bitcast(pointer, ir.PointerType(struct))
    return builder.load(cgutils.gep_inbounds(builder, whole, 0, held.named.fields.index(name)))


@intrinsic
def _held(typing: Any, named: Any) -> Any:
    if not isinstance(named, types.BaseNamedTuple):
        return None
    held = Held(named)

    def put(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = cgutils.alloca_once_value(builder, arguments[0])
        return builder.bitcast(place, context.get_value_type(held))

    return held(named), put


held = cast("Callable[[Named], Named]", _held)
"""Puts a named tuple of arrays where a pointer reaches it, for as long as the kernel runs."""
