"""Contains all the data models used in inputs/outputs"""

from .accepted import Accepted
from .alive import Alive
from .attempt import Attempt
from .attempt_list import AttemptList
from .cancel_job import CancelJob
from .compression import Compression
from .counted import Counted
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
from .http_headers import HttpHeaders
from .job import Job
from .job_list import JobList
from .job_object import JobObject
from .job_state import JobState
from .jq import Jq
from .key import Key
from .lease import Lease
from .leased import Leased
from .leased_task import LeasedTask
from .log_position import LogPosition
from .manifest import Manifest
from .manifest_part import ManifestPart
from .outcome import Outcome
from .outcome_error import OutcomeError
from .priority import Priority
from .problem import Problem
from .processor import Processor
from .processor_kind import ProcessorKind
from .progress import Progress
from .queue import Queue
from .rate import Rate
from .rate_patch import RatePatch
from .ready import Ready
from .redrive import Redrive
from .redrive_job import RedriveJob
from .retry import Retry
from .standing import Standing
from .submit_job import SubmitJob
from .take_tasks import TakeTasks
from .task_error import TaskError
from .task_outcome import TaskOutcome
from .tasks_report import TasksReport
from .throttle_patch import ThrottlePatch
from .tolerance import Tolerance
from .wait_reason import WaitReason
from .waiting import Waiting

__all__ = (
    "Accepted",
    "Alive",
    "Attempt",
    "AttemptList",
    "CancelJob",
    "Compression",
    "Counted",
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
    "HttpHeaders",
    "Job",
    "JobList",
    "JobObject",
    "JobState",
    "Jq",
    "Key",
    "Lease",
    "Leased",
    "LeasedTask",
    "LogPosition",
    "Manifest",
    "ManifestPart",
    "Outcome",
    "OutcomeError",
    "Priority",
    "Problem",
    "Processor",
    "ProcessorKind",
    "Progress",
    "Queue",
    "Rate",
    "RatePatch",
    "Ready",
    "Redrive",
    "RedriveJob",
    "Retry",
    "Standing",
    "SubmitJob",
    "TakeTasks",
    "TaskError",
    "TaskOutcome",
    "TasksReport",
    "ThrottlePatch",
    "Tolerance",
    "WaitReason",
    "Waiting",
)
