-- The role of analysts. It may not change data, nor stop being one that may not.
CREATE ROLE IF NOT EXISTS `{database}_analyst` SETTINGS readonly = 2
