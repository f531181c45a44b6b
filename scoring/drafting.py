"""How a part of a kernel is compiled: drafted once, and made machine code only within its kernel.

Numba by itself optimises every function together with all that it calls, and makes machine code of
it, before it does so again in every caller: a walk of a hundred parts would take three times as long. This rests
on inner parts of Numba, whose version requirements.txt fixes; `njit` in place of Part would do as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from numba import _dynfunc  # type: ignore[attr-defined]
from numba.core import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.registry import CPUDispatcher
from numba.core.typed_passes import NativeLowering


class Draft(JITCodeLibrary):
    """The code of a part and of what it calls, as it was written down."""

    def finalize(self) -> None:
        self._raise_if_finalized()
        for library in dict.fromkeys(self._linking_libraries):
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class Drafting(NativeLowering):
    """Writes a part down and makes it known to its callers; what is not to be inlined never is."""

    _name = "drafting"

    def run_pass(self, state: Any) -> bool:
        state["library"] = Draft(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        found, library = state.cr, (state["library"],)
        key = _dynfunc.make_function(
            found.fndesc.lookup_module(), found.fndesc.qualname, "", 0, found.env, library
        )
        state.targetctx.insert_user_function(key, found.fndesc, library)
        if not state.flags.forceinline:
            written = state["library"].get_function(found.fndesc.mangled_name)
            written.add_function_attribute("noinline")
        state["cr"] = found._replace(cfunc=key)
        return True


class Drafter(CompilerBase):
    """Numba's own steps, with another last one."""

    def define_pipelines(self) -> list[Any]:
        steps = DefaultPassBuilder.define_nopython_pipeline(self.state)
        steps.passes = [
            (Drafting if step is NativeLowering else step, told) for step, told in steps.passes
        ]
        steps.finalize()
        return [steps]


class Part(CPUDispatcher):
    """A function that only kernels call; it takes whole numbers in one width, whatever they come in."""

    def __init__(self, function: Any, options: Mapping[str, Any]) -> None:
        super().__init__(function, targetoptions=dict(options), pipeline_class=Drafter)

    def get_call_template(self, args: Sequence[Any], kws: Any) -> Any:
        named = {name: _wide(one) for name, one in kws.items()}
        return super().get_call_template(tuple(_wide(one) for one in args), named)


def _wide(given: Any) -> Any:
    return types.int64 if isinstance(types.unliteral(given), types.Integer) else given
