"""双人: what needs two persons is proposed by one and confirmed by another, under another appointment."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import models, transaction

from guizheng.ledger import events
from guizheng.ledger.events import reference_stream
from guizheng.ledger.hands import Hand


class Proposal(models.Model):
    """One act proposed: its digest, who proposed it, who confirmed or refused it."""

    act = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    payload = models.JSONField()
    reason = models.CharField(max_length=200)
    authority = models.CharField(max_length=12)
    proposed_by = models.CharField(max_length=16)
    proposed_appointment = models.PositiveBigIntegerField()
    proposed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=16, blank=True)
    confirmed_appointment = models.PositiveBigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act", "digest"],
                condition=models.Q(confirmed_at__isnull=True, refused_at__isnull=True),
                name="proposal_open_once",
            )
        ]


class TwoPersonError(Exception):
    """The second person is the first one, holds the same appointment, or looks at something else."""


def digest_of(act: str, payload: dict[str, Any]) -> str:
    """What the second person confirms: the act and everything it will do."""
    text = json.dumps([act, payload], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def propose(act: str, payload: dict[str, Any], *, reason: str, by: Hand, at: datetime) -> Proposal:
    """提请 D3: the first of two persons. The same proposal that is still open is given again, not made twice."""
    digest = digest_of(act, payload)
    standing = Proposal.objects.filter(
        act=act, digest=digest, confirmed_at__isnull=True, refused_at__isnull=True
    ).first()
    if standing is not None:
        return standing
    proposal = Proposal.objects.create(
        act=act,
        digest=digest,
        payload=payload,
        reason=reason,
        authority=by.authority,
        proposed_by=by.officer,
        proposed_appointment=by.appointment,
        proposed_at=at,
    )
    _record(proposal, "proposed", by, at)
    return proposal


@transaction.atomic
def confirm(proposal_id: int, digest: str, *, by: Hand, at: datetime) -> Proposal:
    """确认 D3: the second person: another officer under another appointment, who saw exactly this.

    Call it in the transaction of the act it allows, so that both stand or neither.
    """
    proposal = _open(proposal_id, digest)
    if by.officer == proposal.proposed_by or by.appointment == proposal.proposed_appointment:
        raise TwoPersonError("another person under another appointment confirms")
    proposal.confirmed_by, proposal.confirmed_appointment, proposal.confirmed_at = by.officer, by.appointment, at
    proposal.save(update_fields=["confirmed_by", "confirmed_appointment", "confirmed_at"])
    _record(proposal, "confirmed", by, at)
    return proposal


@transaction.atomic
def refuse(proposal_id: int, digest: str, *, by: Hand, at: datetime) -> Proposal:
    """不同意 D3: the proposal ends; the proposer may take it back the same way."""
    proposal = _open(proposal_id, digest)
    proposal.refused_at = at
    proposal.save(update_fields=["refused_at"])
    _record(proposal, "refused", by, at)
    return proposal


def _open(proposal_id: int, digest: str) -> Proposal:
    proposal = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    if proposal is None or proposal.digest != digest:
        raise TwoPersonError("what is confirmed is not what was proposed")
    if proposal.confirmed_at or proposal.refused_at:
        raise TwoPersonError("the proposal is closed")
    return proposal


def _record(proposal: Proposal, how: str, by: Hand, at: datetime) -> None:
    body = {"proposal": proposal.pk, "act": proposal.act, "digest": proposal.digest, "reason": proposal.reason}
    stream = reference_stream("authority", proposal.authority)
    events.record(stream, "authority", f"proposal_{how}", by=by, at=at, clause="D3", body=body)
