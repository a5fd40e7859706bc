"""What the database holds of a sealed value, who can open it, and what the portal signs."""

from datetime import date

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection

from portal.crypto import blind_index, decrypt, encrypt, public_keys, sign_jws, verify_jws
from portal.crypto.envelope import NotReadable
from portal.crypto.fields import EncryptedDateField, EncryptedTextField
from portal.crypto.signing import BadSignature
from portal.idempotency.models import IdempotencyKey

OLD, NEW = b"o" * 32, b"n" * 32


def test_encrypt_names_algorithm_and_key_and_hides_the_value(settings):
    settings.FIELD_KEYS = {"k1": OLD}

    first, second = encrypt(b"canary", "t.c"), encrypt(b"canary", "t.c")

    assert first.split(":")[:2] == ["A256GCM", "k1"]
    assert first != second
    assert "canary" not in first
    assert decrypt(first, "t.c") == decrypt(second, "t.c") == b"canary"


def test_decrypt_after_the_ring_turned_still_opens_the_old(settings):
    settings.FIELD_KEYS = {"k1": OLD}
    sealed = encrypt(b"canary", "t.c")
    settings.FIELD_KEYS = {"k2": NEW, "k1": OLD}

    assert decrypt(sealed, "t.c") == b"canary"
    assert encrypt(b"canary", "t.c").startswith("A256GCM:k2:")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-4] + ("AAAA" if not sealed.endswith("AAAA") else "BBBB"),
        lambda sealed: sealed.replace("A256GCM", "SM4GCM"),
        lambda sealed: sealed.replace(":k1:", ":k9:"),
        lambda sealed: "canary",
        lambda sealed: "A256GCM:k1:%%%",
        lambda sealed: "A256GCM:k1:",
    ],
)
def test_decrypt_of_a_spoilt_envelope_is_refused(settings, spoil):
    settings.FIELD_KEYS = {"k1": OLD}

    with pytest.raises(NotReadable):
        decrypt(spoil(encrypt(b"canary", "t.c")), "t.c")


def test_decrypt_of_a_value_moved_to_another_column_is_refused(settings):
    with pytest.raises(NotReadable):
        decrypt(encrypt(b"canary", "t.c"), "t.d")


def test_blind_index_is_stable_and_differs_by_purpose(settings):
    settings.BLIND_INDEX_KEY = "x" * 40
    first = blind_index("230100196501010015", "identity")
    settings.FIELD_KEYS = {"k2": NEW}

    assert blind_index("230100196501010015", "identity") == first
    assert blind_index("230100196501010015", "child") != first
    assert len(first) == 64


@pytest.mark.django_db
def test_encrypted_field_stores_an_envelope_and_reads_the_value():
    row = IdempotencyKey.objects.create(scope="s", key="k", body_hash="h", body={"name": "王小明"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM portal_idempotencykey")
        (stored,) = cursor.fetchone()

    assert stored.startswith("A256GCM:")
    assert "王小明" not in stored and "u738b" not in stored
    row.refresh_from_db()
    assert row.body == {"name": "王小明"}
    assert IdempotencyKey.objects.filter(body__isnull=False).count() == 1


@pytest.mark.django_db
def test_encrypted_field_cannot_be_searched():
    with pytest.raises(FieldError):
        IdempotencyKey.objects.filter(body="x").exists()


def test_encrypted_fields_convert_text_and_day():
    day = EncryptedDateField()

    assert day.from_text(day.to_text(date(2020, 2, 29))) == date(2020, 2, 29)
    assert day.to_python("2020-02-29") == date(2020, 2, 29)
    assert EncryptedTextField().from_text("张") == "张"


@pytest.mark.django_db
def test_rotate_field_keys_seals_every_row_under_the_new_key(settings, capsys):
    settings.FIELD_KEYS = {"k1": OLD}
    IdempotencyKey.objects.create(scope="s", key="1", body_hash="h", body={"a": 1})
    IdempotencyKey.objects.create(scope="s", key="2", body_hash="h")
    settings.FIELD_KEYS = {"k2": NEW, "k1": OLD}

    call_command("rotate_field_keys")

    settings.FIELD_KEYS = {"k2": NEW}
    assert IdempotencyKey.objects.get(key="1").body == {"a": 1}
    assert "portal.IdempotencyKey.body: 1 sealed again" in capsys.readouterr().out


def test_sign_jws_is_checked_by_the_published_key(settings):
    import jwt

    settings.SIGNING_KEYS = {"s1": OLD}
    token = sign_jws({"seq": 7})

    (published,) = public_keys()
    assert published["kid"] == jwt.get_unverified_header(token)["kid"] == "s1"
    assert jwt.decode(token, jwt.PyJWK(published), algorithms=["EdDSA"]) == {"seq": 7}
    assert verify_jws(token) == {"seq": 7}


def test_compromised_key_signs_no_more_and_is_not_published_and_its_seals_are_still_checked(settings):
    settings.SIGNING_KEYS = {"s1": OLD, "s2": NEW}
    sealed_before = sign_jws({"seq": 7})

    settings.COMPROMISED_SIGNING_KEYS = frozenset({"s1"})

    assert [key["kid"] for key in public_keys()] == ["s2"]
    assert verify_jws(sealed_before) == verify_jws(sign_jws({"seq": 7})) == {"seq": 7}
    assert sign_jws({"seq": 7}) != sealed_before


def test_verify_jws_refuses_change_and_stranger(settings):
    settings.SIGNING_KEYS = {"s1": OLD}
    token = sign_jws({"seq": 7})
    head, _, signature = token.split(".")
    other_payload = sign_jws({"seq": 8}).split(".")[1]

    for forged in (f"{head}.{other_payload}.{signature}", "a.b", "", "a.b.c", token[:-4]):
        with pytest.raises(BadSignature):
            verify_jws(forged)
    settings.SIGNING_KEYS = {"s1": NEW}
    with pytest.raises(BadSignature):
        verify_jws(token)
