-- What an operator decided while the program runs; the settings file says the rest.
-- name: setting_get(name text) -> maybe text
SELECT value FROM setting WHERE name = :name;

-- name: setting_put(name text, value text, changed time) -> none
INSERT INTO setting (name, value, changed) VALUES (:name, :value, :changed)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed = excluded.changed;
