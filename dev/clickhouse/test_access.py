"""The analysts' row policy on the engine: of whom an analyst has the role, those tenants' rows are seen, and no others."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

MIGRATIONS = pathlib.Path(__file__).resolve().parents[2] / "migrations/clickhouse"

# SQL makes no users in this engine, but a file does: it gives the only user these roles, and the policy's own condition.
USERS = """<clickhouse>
  <profiles><default/></profiles><quotas><default/></quotas>
  <roles>{roles}</roles>
  <users><default><password></password><networks><ip>::/0</ip></networks><profile>default</profile>
    <quota>default</quota>
    <grants><query>GRANT ALL ON *.*</query>{granted}</grants>
    <databases><thousandfold><jobs><filter><![CDATA[{condition}]]></filter></jobs></thousandfold></databases>
  </default></users>
</clickhouse>"""
CONFIG = """<clickhouse><users_config>{0}/users.xml</users_config>
  <user_directories><users_xml><path>{0}/users.xml</path></users_xml></user_directories></clickhouse>"""
# One process can have one configuration.
RUN = """import sys
from chdb.state.sqlitelike import connect
connection = connect(sys.argv[1])
for statement in sys.argv[2:]:
    sys.stdout.write(connection.query(statement, "TabSeparated").bytes().decode())
"""


def condition():
    policy = (MIGRATIONS / "access/0003_tenants.sql").read_text().replace("{database}", "thousandfold")
    return re.search(r"USING (.*)\sTO ", policy, re.DOTALL).group(1)


def seen_by(roles, query):
    with tempfile.TemporaryDirectory() as folder:
        users = USERS.format(condition=condition(), roles="".join(f"<{role}/>" for role in roles),
                             granted="".join(f"<query>GRANT {role}</query>" for role in roles))
        pathlib.Path(folder, "users.xml").write_text(users)
        pathlib.Path(folder, "config.xml").write_text(CONFIG.format(folder))
        table = (MIGRATIONS / "0003_jobs.sql").read_text().replace("SETTINGS ", "SETTINGS index_granularity = 100, ")
        statements = ["CREATE DATABASE thousandfold", "USE thousandfold", table,
                      "INSERT INTO jobs (tenant, job) SELECT ['acme', 'acme-2', 'other'][number % 3 + 1], toString(number) "
                      "FROM numbers(3000)", query]
        command = [sys.executable, "-c", RUN, f"{folder}/data?config-file={folder}/config.xml", *statements]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class AnAnalyst(unittest.TestCase):
    COUNT = "SELECT tenant, count() FROM jobs GROUP BY tenant ORDER BY tenant"

    def test_sees_the_tenant_of_whom_they_have_the_role(self):
        self.assertEqual(seen_by(["thousandfold_analyst", "thousandfold_tenant_acme"], self.COUNT), "acme\t1000\n")

    def test_sees_several_tenants(self):
        roles = ["thousandfold_analyst", "thousandfold_tenant_acme", "thousandfold_tenant_other"]
        self.assertEqual(seen_by(roles, self.COUNT), "acme\t1000\nother\t1000\n")

    def test_sees_nothing_without_such_a_role(self):
        self.assertEqual(seen_by(["thousandfold_analyst", "elsewhere_tenant_acme"], self.COUNT), "")

    def test_reads_nothing_else_than_the_tenant(self):
        plan = seen_by(["thousandfold_tenant_acme"], "EXPLAIN indexes = 1 SELECT count() FROM jobs WHERE name != 'x'")
        self.assertIn("tenant in 1-element set", plan)


if __name__ == "__main__":
    unittest.main()
