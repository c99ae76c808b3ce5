"""Contains all the data models used in inputs/outputs"""

from .accepted import Accepted
from .address import Address
from .alive import Alive
from .api_key import ApiKey
from .api_key_list import ApiKeyList
from .api_key_role import ApiKeyRole
from .api_key_scopes_item import ApiKeyScopesItem
from .attempt import Attempt
from .attempt_list import AttemptList
from .audit_record import AuditRecord
from .audit_record_list import AuditRecordList
from .authorization import Authorization
from .callback import Callback
from .cancel_job import CancelJob
from .chart import Chart
from .chart_series import ChartSeries
from .chart_step import ChartStep
from .chart_topic import ChartTopic
from .code import Code
from .compression import Compression
from .counted import Counted
from .credentials import Credentials
from .dataset import Dataset
from .dataset_format import DatasetFormat
from .engine_problem import EngineProblem
from .event import Event
from .event_list import EventList
from .event_metadata import EventMetadata
from .extended import Extended
from .external import External
from .heartbeat import Heartbeat
from .http import Http
from .http_headers_type_0 import HttpHeadersType0
from .invitation import Invitation
from .invitation_list import InvitationList
from .invitation_role import InvitationRole
from .invitation_token import InvitationToken
from .job import Job
from .job_batches import JobBatches
from .job_list import JobList
from .job_object import JobObject
from .job_sort import JobSort
from .job_state import JobState
from .joined import Joined
from .jq import Jq
from .key import Key
from .lease import Lease
from .leased import Leased
from .leased_task import LeasedTask
from .link_token import LinkToken
from .log_position import LogPosition
from .manifest import Manifest
from .manifest_part import ManifestPart
from .me import Me
from .member import Member
from .member_list import MemberList
from .member_role import MemberRole
from .new_api_key import NewApiKey
from .new_api_key_role import NewApiKeyRole
from .new_api_key_scopes_type_0_item import NewApiKeyScopesType0Item
from .new_authorization import NewAuthorization
from .new_invitation import NewInvitation
from .new_invitation_role import NewInvitationRole
from .new_role import NewRole
from .new_role_role import NewRoleRole
from .new_tenant import NewTenant
from .new_user import NewUser
from .outcome import Outcome
from .outcome_error import OutcomeError
from .password_change import PasswordChange
from .password_reset import PasswordReset
from .priority import Priority
from .problem import Problem
from .processor import Processor
from .processor_kind import ProcessorKind
from .progress import Progress
from .projection import Projection
from .projection_list import ProjectionList
from .provider_list import ProviderList
from .queue import Queue
from .rate import Rate
from .rate_patch import RatePatch
from .ready import Ready
from .recovery_codes import RecoveryCodes
from .redrive import Redrive
from .redrive_job import RedriveJob
from .refresh import Refresh
from .retry import Retry
from .revealed_api_key import RevealedApiKey
from .session import Session
from .session_list import SessionList
from .sort_order import SortOrder
from .standing import Standing
from .submit_job import SubmitJob
from .table_format import TableFormat
from .take_tasks import TakeTasks
from .task_error import TaskError
from .task_outcome import TaskOutcome
from .tasks_report import TasksReport
from .tenant import Tenant
from .tenant_list import TenantList
from .tenant_patch import TenantPatch
from .throttle_patch import ThrottlePatch
from .tokens import Tokens
from .tokens_role import TokensRole
from .tolerance import Tolerance
from .totp_secret import TotpSecret
from .usage import Usage
from .usage_day import UsageDay
from .used import Used
from .wait_reason import WaitReason
from .waiting import Waiting

__all__ = (
    "Accepted",
    "Address",
    "Alive",
    "ApiKey",
    "ApiKeyList",
    "ApiKeyRole",
    "ApiKeyScopesItem",
    "Attempt",
    "AttemptList",
    "AuditRecord",
    "AuditRecordList",
    "Authorization",
    "Callback",
    "CancelJob",
    "Chart",
    "ChartSeries",
    "ChartStep",
    "ChartTopic",
    "Code",
    "Compression",
    "Counted",
    "Credentials",
    "Dataset",
    "DatasetFormat",
    "EngineProblem",
    "Event",
    "EventList",
    "EventMetadata",
    "Extended",
    "External",
    "Heartbeat",
    "Http",
    "HttpHeadersType0",
    "Invitation",
    "InvitationList",
    "InvitationRole",
    "InvitationToken",
    "Job",
    "JobBatches",
    "JobList",
    "JobObject",
    "JobSort",
    "JobState",
    "Joined",
    "Jq",
    "Key",
    "Lease",
    "Leased",
    "LeasedTask",
    "LinkToken",
    "LogPosition",
    "Manifest",
    "ManifestPart",
    "Me",
    "Member",
    "MemberList",
    "MemberRole",
    "NewApiKey",
    "NewApiKeyRole",
    "NewApiKeyScopesType0Item",
    "NewAuthorization",
    "NewInvitation",
    "NewInvitationRole",
    "NewRole",
    "NewRoleRole",
    "NewTenant",
    "NewUser",
    "Outcome",
    "OutcomeError",
    "PasswordChange",
    "PasswordReset",
    "Priority",
    "Problem",
    "Processor",
    "ProcessorKind",
    "Progress",
    "Projection",
    "ProjectionList",
    "ProviderList",
    "Queue",
    "Rate",
    "RatePatch",
    "Ready",
    "RecoveryCodes",
    "Redrive",
    "RedriveJob",
    "Refresh",
    "Retry",
    "RevealedApiKey",
    "Session",
    "SessionList",
    "SortOrder",
    "Standing",
    "SubmitJob",
    "TableFormat",
    "TakeTasks",
    "TaskError",
    "TaskOutcome",
    "TasksReport",
    "Tenant",
    "TenantList",
    "TenantPatch",
    "ThrottlePatch",
    "Tokens",
    "TokensRole",
    "Tolerance",
    "TotpSecret",
    "Usage",
    "UsageDay",
    "Used",
    "WaitReason",
    "Waiting",
)
