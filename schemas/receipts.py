"""Which receipt of a subject to make, and which two checkpoints to join."""

from schemas.fields import TypedSchema, Whole
from schemas.statements import StatementSchema

MOST = 2**53 - 1


class ReceiptSchema(StatementSchema):
    """As the account page asks; ``size`` names an earlier checkpoint, the newest if left out."""

    size = Whole(least=1, greatest=MOST)


class JoinSchema(TypedSchema):
    """The number of entries under the older checkpoint, and under the newer one."""

    old = Whole(least=1, greatest=MOST)
    new = Whole(least=1, greatest=MOST)
