-- An analyst sees the rows of those tenants of whom they have the role: acme's, with the role thousandfold_tenant_acme. With
-- none, they see nothing.
CREATE ROW POLICY OR REPLACE tenants ON `{database}`.*
USING has(
    arrayMap(role -> substring(role, length('{database}_tenant_') + 1),
             arrayFilter(role -> startsWith(role, '{database}_tenant_'), enabledRoles())),
    tenant)
TO `{database}_analyst`
