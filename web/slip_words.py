"""How a query slip is worded: its moment, each answer, and what each list may lawfully be used for."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from services.clock import CHINA
from services.slips.read_slip import AskedList, ShownLine, ShownSlip, SlipAnswer
from web.language import pick


def second(value: datetime) -> str:
    """An instant in China's time, to the second."""
    return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


def uses(slip: ShownSlip) -> list[tuple[str, str]]:
    """Each list that was asked, with its use."""
    return [(pick(one.name.zh, one.name.en), use(one)) for one in slip.lists]


def use(asked: AskedList) -> str:
    """What may follow from a list, in one sentence: what the law ties to it, and nothing else."""
    grounded = [
        one for one in asked.effects if one.ground in ("national", "provincial", "contract")
    ]
    measures = _("; ").join(pick(one.zh, one.en) for one in grounded)
    if not measures:
        return str(_("May be read for information; no measure of a buyer follows from it."))
    return str(_("May be used for this and nothing beyond it: %(measures)s.", measures=measures))


def bidder(slip: ShownSlip, line: ShownLine) -> str:
    """Which bidder a line belongs to, where one has several members."""
    if line.bidder not in slip.consortia:
        return ""
    return str(_("Consortium %(n)s", n=sorted(slip.consortia).index(line.bidder) + 1))


def how(answer: SlipAnswer) -> str:
    """By what the firm was found, where it is not plain from the line itself."""
    if answer.how == "former":
        return str(_("found by a former name"))
    return ""


def notes(line: ShownLine) -> list[str]:
    """What whoever reads the line must know beside its answer."""
    said = []
    if line.apart:
        said.append(_("The name and the code typed here do not belong together on record."))
    if line.code_wrong:
        said.append(
            _("What was typed is not a valid unified social credit code. Look at it again.")
        )
    if line.traditional:
        said.append(
            _("The name holds traditional or variant characters. Type it as on the licence.")
        )
    if len(line.answers) > 1:
        said.append(_("Several firms bear or bore this name. Tell them apart by the code."))
    if line.same:
        said.append(_("The same firm as number %(numbers)s.", numbers=_numbers(line.same)))
    if line.near:
        said.append(
            _(
                "Easily taken for number %(numbers)s, and another firm by its code or name.",
                numbers=_numbers(line.near),
            )
        )
    return [str(one) for one in said]


def _numbers(positions: tuple[int, ...]) -> str:
    return str(_(", ")).join(map(str, positions))
