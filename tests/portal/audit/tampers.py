"""How might somebody with the database in hand rewrite the past? Each way does it and says what must be named.

Rows are taken from `rows`, those under the seals; `pick` is a seeded `random.Random`. Everything goes by UPDATE,
DELETE and INSERT on the tables, past every model.
"""

import uuid
from datetime import timedelta

from portal.audit.chain import digest
from portal.audit.models import History, Seal
from portal.audit.seals import entries, head


def _update(row, **values):
    History.objects.filter(pk=row.pk).update(**values)


def change_a_column(pick, rows):
    row = pick.choice(rows)
    changes = {
        "object_type": "accounts.card",
        "object_id": str(uuid.UUID(int=pick.getrandbits(128))),
        "seq": row.seq + pick.randint(20, 99),
        "action": "approve",
        "from_status": "submitted",
        "to_status": "approved",
        "actor_id": uuid.UUID(int=pick.getrandbits(128)),
        "at": row.at - timedelta(microseconds=pick.randint(1, 10**12)),
        "fields": [*row.fields, "tier"],
        "reason_id": uuid.UUID(int=pick.getrandbits(128)),
        "prev_hash": "sha256:" + "0" * 64,
        "hash": "sha256:" + "0" * 64,
    }
    name = pick.choice(sorted(changes))
    _update(row, **{name: changes[name]})
    return f"history row {row.pk} "


def change_and_hash_again(pick, rows):
    row = pick.choice(rows)
    row.to_status = "approved"
    _update(row, to_status="approved", hash=digest(row))
    return f"history row {row.pk} "


def change_and_hash_the_whole_chain_again(pick, rows):
    row = pick.choice(rows)
    row.actor_id = uuid.UUID(int=pick.getrandbits(128))
    row.hash = digest(row)
    _update(row, actor_id=row.actor_id, hash=row.hash)
    before = row.hash
    same = History.objects.filter(object_type=row.object_type, object_id=row.object_id)
    for later in same.filter(seq__gt=row.seq).order_by("seq"):
        later.prev_hash = before
        before = digest(later)
        _update(later, prev_hash=later.prev_hash, hash=before)
    return f"history row {row.pk} "


def delete_a_row(pick, rows):
    row = pick.choice(rows)
    History.objects.filter(pk=row.pk).delete()
    return f"history row {row.pk} "


def delete_a_whole_chain(pick, rows):
    row = pick.choice(rows)
    History.objects.filter(object_type=row.object_type, object_id=row.object_id).delete()
    return f"history row {row.pk} "


def cut_the_tail(pick, rows):
    row = pick.choice(rows)
    History.objects.filter(pk__gte=row.pk).delete()
    return f"history row {row.pk} "


def cut_the_tail_with_its_seals(pick, rows):
    row = pick.choice(rows)
    cut = Seal.objects.filter(last_id__gte=row.pk).order_by("number")
    number = cut.first().number
    cut.delete()
    History.objects.filter(pk__gte=row.pk).delete()
    return f"seal {number} "


def swap_two_rows(pick, rows):
    one, other = pick.sample(rows, 2)
    free = History.objects.latest("pk").pk + 1
    for row, pk in ((one, free), (other, one.pk), (one, other.pk)):
        stands = free if pk == other.pk else row.pk
        History.objects.filter(pk=stands).update(id=pk)
    return f"history row {one.pk} "


def swap_what_two_rows_say(pick, rows):
    one, other = pick.sample(rows, 2)
    while (one.action, one.actor_id) == (other.action, other.actor_id):
        one, other = pick.sample(rows, 2)
    for row, says in ((one, other), (other, one)):
        _update(row, action=says.action, actor_id=says.actor_id)
    return f"history row {other.pk} "


def put_a_row_in_between(pick, rows):
    """With a right hash and in the place of a deleted id."""
    gone, model = pick.sample(rows, 2)
    History.objects.filter(pk=gone.pk).delete()
    made = History(pk=gone.pk, object_type="accounts.card", object_id="forged", seq=1, action="issue", at=model.at)
    made.hash = digest(made)
    made.save(force_insert=True)
    return f"history row {gone.pk} "


def put_a_row_before_the_first(pick, rows):
    made = History(pk=-pick.randint(0, 9), object_type="accounts.card", object_id="forged", seq=1, action="issue")
    made.hash = digest(made)
    made.save(force_insert=True)
    return f"history row {made.pk} "


def change_a_seal(pick, rows):
    seal = pick.choice(list(Seal.objects.all()))
    changes = {
        "number": seal.number + 7,
        "last_id": seal.last_id - 1,
        "count": seal.count - 1,
        "entries": seal.entries.rpartition("\n")[0],
        "prev_head": "sha256:" + "0" * 64,
        "head": "sha256:" + "0" * 64,
        "jws": Seal.objects.exclude(pk=seal.pk).first().jws,
        "sealed_at": seal.sealed_at - timedelta(seconds=pick.randint(1, 10**6)),
    }
    name = pick.choice(sorted(changes))
    Seal.objects.filter(pk=seal.pk).update(**{name: changes[name]})
    return f"seal {changes['number'] if name == 'number' else seal.number} "


def delete_a_seal(pick, rows):
    seal = pick.choice(list(Seal.objects.all()))
    seal.delete()
    return f"seal {seal.number} "


def delete_a_row_and_rewrite_its_seal(pick, rows):
    """As thoroughly as one can without the key: entries, count and head agree, the signature cannot."""
    row = pick.choice(rows)
    History.objects.filter(pk=row.pk).delete()
    seal = Seal.objects.filter(last_id__gte=row.pk).order_by("number").first()
    after = Seal.objects.filter(number=seal.number - 1).values_list("last_id", flat=True).first() or 0
    left = list(History.objects.filter(pk__gt=after, pk__lte=seal.last_id).order_by("pk").values_list("pk", "hash"))
    seal.entries, seal.count, seal.last_id = entries(left), len(left), left[-1][0]
    seal.head = head(seal)
    seal.save()
    return f"seal {seal.number} "


ALL = [
    change_a_column,
    change_and_hash_again,
    change_and_hash_the_whole_chain_again,
    delete_a_row,
    delete_a_whole_chain,
    cut_the_tail,
    cut_the_tail_with_its_seals,
    swap_two_rows,
    swap_what_two_rows_say,
    put_a_row_in_between,
    put_a_row_before_the_first,
    change_a_seal,
    delete_a_seal,
    delete_a_row_and_rewrite_its_seal,
]
