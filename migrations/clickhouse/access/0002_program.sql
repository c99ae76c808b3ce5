-- The program itself sees all rows, also on a server that shows nothing to whom no policy names.
CREATE ROW POLICY OR REPLACE program ON `{database}`.* USING 1 TO CURRENT_USER
