"""What in a case rests on the service of a document: the first act that would not have been lawful without it."""

from __future__ import annotations

from dataclasses import replace

from procedure.case_file import LATER, CaseFile, Clock, Paper, Ruling
from procedure.cases import missing


def resting_act(file: CaseFile, document_id: str, clock: Clock) -> Paper | Ruling | None:
    """The first paper or ruling that rests on the service of a paper or ruling; None: nothing does.

    An act rests on a service when its guards, asked on its own day, find something missing once the service
    is left out. What was decided about a listing rests on the service that set it in force.
    """
    unserved = _unserved(file, document_id)
    for act in _later(file, document_id):
        if _about_listing(file, act, document_id):
            return act
        if _lacking(unserved, act, clock) - _lacking(file, act, clock):
            return act
    return None


def _unserved(file: CaseFile, document_id: str) -> CaseFile:
    papers = (replace(p, served_on=None) if p.id == document_id else p for p in file.papers)
    return replace(file, papers=tuple(papers))


def _later(file: CaseFile, document_id: str) -> list[Paper | Ruling]:
    """What came after a document and was not taken back, in its order."""
    acts: list[Paper | Ruling] = [*file.papers, *file.rulings]
    position = next(act.position for act in acts if act.id == document_id)
    acts = [act for act in acts if isinstance(act, Paper) or not act.withdrawn]
    return sorted((a for a in acts if a.position > position), key=lambda act: act.position)


def _about_listing(file: CaseFile, act: Paper | Ruling, document_id: str) -> bool:
    entry = file.entry
    return (
        isinstance(act, Ruling)
        and act.action in LATER
        and entry is not None
        and entry.id == document_id
    )


def _lacking(file: CaseFile, act: Paper | Ruling, clock: Clock) -> set[str]:
    """What the file lacked for an act when it was done: what came before it, on the day that it bears."""
    before = replace(
        file,
        papers=tuple(p for p in file.papers if p.position < act.position),
        rulings=tuple(r for r in file.rulings if r.position < act.position),
        listing=None,
    )
    code = act.kind if isinstance(act, Paper) else act.action
    return {one.code for one in missing(before, code, act.on, clock)}
