"""Writes sign-in: the second factor, first passwords, approved computers, held text. Tries: `tries.py`."""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from hjemad.foundation.access.actor import Actor
from hjemad.foundation.access.models import User
from hjemad.foundation.access.relation import NotVisible
from hjemad.foundation.audit.actions import log
from hjemad.foundation.facts.who import Who
from hjemad.foundation.privacy.sealed import reencrypt
from hjemad.foundation.signin import secrets_kept
from hjemad.foundation.signin.models import (
    Account,
    AppFactor,
    HeldText,
    PaperCode,
    Seat,
    ShortCode,
    Workplace,
)
from hjemad.kernel.errors import AlreadyClosed, InputRejected


def change_password(user: User, *, present: str, new: str, at: datetime, by: Who | None) -> None:
    """The user's own new password; every session of the old one ends.

    Raises `InputRejected` with field `present` or `new` when one of them will not do.
    """
    if not user.check_password(present):
        raise InputRejected(
            en="The present password is not that. Try again",
            da="Den nuværende adgangskode er ikke den. Prøv igen",
            field="present",
        )
    if user.check_password(new):
        raise InputRejected(
            en="The new password is the one you have. Choose another",
            da="Den nye adgangskode er den, du har. Vælg en anden",
            field="new",
        )
    check_password_rules(new, user=user)
    with transaction.atomic():
        user.set_password(new)
        user.save(update_fields=["password"])
        Account.objects.update_or_create(
            user=user, defaults={"must_change_password": False, "password_set_at": at}
        )
        log("signin.password_changed", by=by, at=at, objects={"user": user.pk})


def check_password_rules(password: str, *, user: User) -> None:
    """Raises `InputRejected` for a password that is short, common, only digits, or like the name."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        codes = {one.code for one in error.error_list}
        raise _weak(codes) from None


def give_first_password(user: User, *, at: datetime, by: Who | None) -> str:
    """A new password for one sign-in, to be handed over; the old one and its sessions end."""
    password = secrets_kept.first_password()
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        Seat.objects.filter(user=user).delete()
        Account.objects.update_or_create(
            user=user, defaults={"must_change_password": True, "password_set_at": at}
        )
        log("signin.first_password_given", by=by, at=at, objects={"user": user.pk})
    return password


def begin_app(user: User, *, at: datetime) -> AppFactor:
    """An app to set up: the same secret until it is confirmed. Raises when one is in use already."""
    with transaction.atomic():
        found = AppFactor.objects.select_for_update().filter(user=user).first()
        if found is not None and found.confirmed_at is not None:
            raise AlreadyClosed(
                en="You use a code app already. Ask an administrator to take it away before a new one",
                da="Du bruger allerede en kode-app. Bed en administrator tage den væk, før du laver en ny",
            )
        if found is not None:
            return found
        secret = secrets_kept.sealed_secret(secrets_kept.new_app_secret())
        return AppFactor.objects.create(user=user, secret_encrypted=secret, made_at=at)


def confirm_app(user: User, *, code: str, at: datetime, by: Who | None) -> None:
    """The app counts from now on, once it has shown a right code."""
    with transaction.atomic():
        if not _app_fits(user.pk, code=code, at=at, confirmed=False):
            raise InputRejected(
                en="The code does not fit. Wait for the next one in the app, and write it",
                da="Koden passer ikke. Vent på den næste i appen, og skriv den",
            )
        AppFactor.objects.filter(user=user).update(confirmed_at=at)
        log("signin.app_confirmed", by=by, at=at, objects={"user": user.pk})


def make_sheet(user: User, *, at: datetime, by: Who | None) -> list[str]:
    """New codes for the sheet of paper, shown this once; those of an older sheet no longer count."""
    codes = secrets_kept.new_sheet()
    with transaction.atomic():
        PaperCode.objects.filter(user=user).delete()
        PaperCode.objects.bulk_create(
            [
                PaperCode(user=user, code_hash=secrets_kept.code_hash(code, user_id=user.pk), made_at=at)
                for code in codes
            ]
        )
        log("signin.sheet_made", by=by, at=at, objects={"user": user.pk})
    return codes


def use_code(user: User, *, code: str, at: datetime) -> bool:
    """The code is one of the app's or of the sheet's, and has not been used. It is used now."""
    with transaction.atomic():
        if _app_fits(user.pk, code=code, at=at, confirmed=True):
            return True
        hashed = secrets_kept.code_hash(code, user_id=user.pk)
        used = PaperCode.objects.filter(user=user, code_hash=hashed, used_at__isnull=True).update(used_at=at)
        if used:
            log("signin.paper_code_used", by=None, at=at, objects={"user": user.pk})
        return bool(used)


def reset_factor(user: User, *, at: datetime, by: Who) -> None:
    """App and sheet are gone; the user sets up new ones at the next sign-in. Says so in the log."""
    with transaction.atomic():
        AppFactor.objects.filter(user=user).delete()
        PaperCode.objects.filter(user=user).delete()
        ShortCode.objects.filter(user=user).delete()
        Account.objects.update_or_create(user=user, defaults={"factor_asked_at": None})
        log("signin.factor_reset", by=by, at=at, objects={"user": user.pk})


def ask_for_factor(user_id: int, *, at: datetime) -> None:
    """The days of grace begin, once."""
    account, _ = Account.objects.get_or_create(user_id=user_id)
    if account.factor_asked_at is None:
        account.factor_asked_at = at
        account.save(update_fields=["factor_asked_at"])


def set_active(user: User, *, active: bool, at: datetime, by: Who) -> None:
    """The account is open or closed; a closed one can neither sign in nor go on."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=active)
        kind = "signin.account_opened" if active else "signin.account_closed"
        log(kind, by=by, at=at, objects={"user": user.pk})


def approve_workplace(by: Actor, *, label: str, valid_to: date, at: datetime, lock_minutes: int = 2) -> str:
    """The computer is approved for the actor's organisation; returns what its cookie holds."""
    token = secrets_kept.new_workplace_token()
    with transaction.atomic():
        made = Workplace.objects.create(
            organisation_id=by.organisation_id,
            label=label.strip(),
            token_hash=secrets_kept.token_hash(token),
            approved_by_id=by.user_id,
            approved_at=at,
            valid_to=valid_to,
            lock_minutes=lock_minutes,
        )
        log("signin.workplace_approved", by=by, at=at, objects={"workplace": made.pk})
    return token


def note_seat(workplace: Workplace, *, user_id: int, at: datetime) -> None:
    """The user has shown the password at this computer."""
    Seat.objects.update_or_create(workplace=workplace, user_id=user_id, defaults={"password_at": at})


def set_short_code(user: User, *, code: str, at: datetime, by: Who | None) -> None:
    """The user's own six digits for approved computers. Raises `InputRejected` for digits others guess."""
    if not secrets_kept.good_short_code(code):
        raise InputRejected(
            en="Write six digits that are not the same and not in a row",
            da="Skriv seks cifre, der ikke er ens og ikke står på række",
            field="new",
        )
    with transaction.atomic():
        ShortCode.objects.update_or_create(
            user=user, defaults={"code_hash": secrets_kept.short_code_hash(code), "set_at": at}
        )
        log("signin.short_code_set", by=by, at=at, objects={"user": user.pk})


def end_workplace(by: Actor, *, workplace_id: int, at: datetime) -> None:
    """The computer is approved no longer; who works on it without a code is asked for one.

    `NotVisible` where the actor's organisation has no such computer, or no more.
    """
    with transaction.atomic():
        ended = Workplace.objects.filter(
            pk=workplace_id, organisation_id=by.organisation_id, ended_at__isnull=True
        ).update(ended_at=at)
        if not ended:
            raise NotVisible.standard()
        log("signin.workplace_ended", by=by, at=at, objects={"workplace": workplace_id})


def hold_text(user_id: int, *, sealed: str, at: datetime) -> None:
    """The sealed text waits for its writer, who comes back after a colleague."""
    HeldText.objects.update_or_create(user_id=user_id, defaults={"sealed": sealed, "at": at})


def drop_held_text(user_id: int) -> None:
    """Nothing waits any more: it was handed out."""
    HeldText.objects.filter(user_id=user_id).delete()


def reencrypt_secrets(*, write: bool) -> int:
    """How many secrets of apps had another key than the first."""
    return reencrypt(AppFactor, "secret_encrypted", write=write, append_only=False)


def _app_fits(user_id: int, *, code: str, at: datetime, confirmed: bool) -> bool:
    """True when the app shows that code now; the code is then used. Inside a transaction."""
    app = (
        AppFactor.objects.select_for_update()
        .filter(user_id=user_id, confirmed_at__isnull=not confirmed)
        .first()
    )
    if app is None:
        return False
    secret = secrets_kept.opened_secret(app.secret_encrypted)
    step = secrets_kept.step_of(code, secret=secret, after=app.last_step, at=at.timestamp())
    if step is None:
        return False
    AppFactor.objects.filter(pk=app.pk).update(last_step=step)
    return True


def _weak(codes: set[str | None]) -> InputRejected:
    if "password_too_short" in codes:
        return InputRejected(
            en="The password needs at least 12 characters. Four words of your own are good",
            da="Adgangskoden skal have mindst 12 tegn. Fire ord, du selv finder på, er godt",
            field="new",
        )
    if "password_too_similar" in codes:
        return InputRejected(
            en="The password is too like your name. Choose another",
            da="Adgangskoden ligner dit navn for meget. Vælg en anden",
            field="new",
        )
    return InputRejected(
        en="That password is among the first ones others guess. Choose another",
        da="Den adgangskode er en af de første, andre gætter. Vælg en anden",
        field="new",
    )
