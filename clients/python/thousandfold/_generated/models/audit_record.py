from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field
from dateutil.parser import isoparse

from ..types import UNSET, Unset

T = TypeVar("T", bound="AuditRecord")


@_attrs_define
class AuditRecord:
    """One request that was answered.

    Attributes:
        at (datetime.datetime): When it came.
        actor (str): Who made it: a user or an API key.
        address (str): The address that it came from.
        operation (str): What was asked: the name of an operation in this document.
        target (str): Of what: the path.
        status (int): The status of the answer.
        request (str): The answer's `x-request-id`.
        role (str | Unset): As what they acted.
        problem (str | Unset): Which problem it was, if it was one: the last part of its `type`.
        session (str | Unset): The session, if it was one.
    """

    at: datetime.datetime
    actor: str
    address: str
    operation: str
    target: str
    status: int
    request: str
    role: str | Unset = UNSET
    problem: str | Unset = UNSET
    session: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        actor = self.actor

        address = self.address

        operation = self.operation

        target = self.target

        status = self.status

        request = self.request

        role = self.role

        problem = self.problem

        session = self.session

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "actor": actor,
                "address": address,
                "operation": operation,
                "target": target,
                "status": status,
                "request": request,
            }
        )
        if role is not UNSET:
            field_dict["role"] = role
        if problem is not UNSET:
            field_dict["problem"] = problem
        if session is not UNSET:
            field_dict["session"] = session

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = isoparse(d.pop("at"))

        actor = d.pop("actor")

        address = d.pop("address")

        operation = d.pop("operation")

        target = d.pop("target")

        status = d.pop("status")

        request = d.pop("request")

        role = d.pop("role", UNSET)

        problem = d.pop("problem", UNSET)

        session = d.pop("session", UNSET)

        audit_record = cls(
            at=at,
            actor=actor,
            address=address,
            operation=operation,
            target=target,
            status=status,
            request=request,
            role=role,
            problem=problem,
            session=session,
        )

        audit_record.additional_properties = d
        return audit_record

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
