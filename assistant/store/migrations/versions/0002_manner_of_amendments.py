"""How the new words of an amended cell stand to those it holds: a unit may also leave."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        sa.text(
            """
            UPDATE amendment SET content = json_remove(
                json_set(
                    content,
                    '$.manner',
                    CASE WHEN json_extract(content, '$.joins') THEN 'joins' ELSE 'replaces' END
                ),
                '$.joins'
            )
            """
        )
    )
