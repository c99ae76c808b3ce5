"""Made from docs/openapi.json by clients/generate: all operations.

Each takes a client: `api.get_job.sync(id, client=client)`, or `await api.get_job.asyncio(id, client=client)`.
"""

from ._generated.api.datasets import get_dataset as get_dataset
from ._generated.api.datasets import upload_dataset as upload_dataset
from ._generated.api.jobs import cancel_job as cancel_job
from ._generated.api.jobs import change_job as change_job
from ._generated.api.jobs import get_batch_waiting as get_batch_waiting
from ._generated.api.jobs import get_job as get_job
from ._generated.api.jobs import get_job_waiting as get_job_waiting
from ._generated.api.jobs import get_manifest as get_manifest
from ._generated.api.jobs import get_results as get_results
from ._generated.api.jobs import list_events as list_events
from ._generated.api.jobs import list_jobs as list_jobs
from ._generated.api.jobs import list_tasks as list_tasks
from ._generated.api.jobs import pause_job as pause_job
from ._generated.api.jobs import redrive_job as redrive_job
from ._generated.api.jobs import resume_job as resume_job
from ._generated.api.jobs import submit_job as submit_job
from ._generated.api.operations import get_health as get_health
from ._generated.api.operations import get_metrics as get_metrics
from ._generated.api.operations import get_readiness as get_readiness
from ._generated.api.queues import change_queue as change_queue
from ._generated.api.queues import drain_queue as drain_queue
from ._generated.api.queues import extend_lease as extend_lease
from ._generated.api.queues import get_queue as get_queue
from ._generated.api.queues import lease_tasks as lease_tasks
from ._generated.api.queues import pause_queue as pause_queue
from ._generated.api.queues import report_tasks as report_tasks
from ._generated.api.queues import resume_queue as resume_queue
from ._generated.api.queues import return_lease as return_lease
