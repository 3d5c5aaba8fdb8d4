/* leerpas log: the audit log's public key, and the check of the log. */
#include "app/audit_chain.h"
#include "app/audit_check.h"
#include "cmd/command.h"
#include "cmd/folder.h"
#include "cmd/house.h"
#include "codec/hex.h"
#include "crypto/multikey.h"

#include <stdio.h>
#include <string.h>

/* Where the key store is missing, none is made: a check changes nothing. */
static err_t own_key(struct arena *a, const struct settings *s, struct key **ret_key)
{
	struct vault *vault;
	struct db *keys;
	if (!s->keys_database.len && !folder_has(a, s->data_folder, FOLDER_KEYS))
		return err_log(ERR_NOT_FOUND, "%.*s holds no %s: pass --key instead",
			STR_ARG(s->data_folder), FOLDER_KEYS);
	TRY(house_keys(a, s, &keys));
	TRY(house_vault(a, s, keys, &vault));
	return audit_key(vault, a, ret_key);
}

/* "12:HASH", as verify prints it at its end. */
static err_t read_seen(struct arena *a, const char *text, struct audit_seen *ret_seen)
{
	struct str hash = str_of(text), bytes, place = str_cut(&hash, ':');
	*ret_seen = (struct audit_seen){0};
	if (!text)
		return NULL;
	if (!str_to_int(place, &ret_seen->place) || ret_seen->place < 1 ||
		!hex_parse(a, hash, &bytes) || bytes.len != sizeof(ret_seen->hash.bytes))
		return err_log(ERR_INVALID, "--seen needs PLACE:HASH as log verify printed it");
	memcpy(ret_seen->hash.bytes, bytes.p, bytes.len);
	return NULL;
}

static void print_sound(struct arena *a, const struct key *key, const struct audit_verdict *v)
{
	printf("%lld rows are as they were sealed, by %lld points; %lld wait to be sealed.\n",
		(long long)v->rows, (long long)v->points, (long long)v->waiting);
	if (!v->rows)
		return;
	struct str at = usec_print(a, v->sealed_at), hash = hex_print(a, hash_str(&v->hash));
	struct str printed = multikey_print(a, key);
	printf("Last point: %.*s, key %.*s\nTo check later that nothing was cut off: "
	       "--seen %lld:%.*s\n",
		STR_ARG(at), STR_ARG(printed), (long long)v->rows, STR_ARG(hash));
}

static err_t fault_error(const struct audit_verdict *v)
{
	const char *text = audit_fault_text(v->fault);
	if (!v->row)
		return err_log(ERR_INVALID, "place %lld of the log %s", (long long)v->place, text);
	if (!v->place)
		return err_log(ERR_INVALID, "row %lld of the log %s", (long long)v->row, text);
	return err_log(ERR_INVALID, "row %lld of the log, at place %lld, %s", (long long)v->row,
		(long long)v->place, text);
}

static err_t verify(
	struct arena *a, const struct settings *s, const char *printed, const char *seen_text)
{
	struct audit_seen seen;
	struct audit_verdict verdict;
	struct db *db;
	struct key *key;
	TRY(read_seen(a, seen_text, &seen));
	TRY(house_content(a, s, &db));
	TRY(printed ? multikey_parse(a, str_of(printed), &key) : own_key(a, s, &key));
	TRY(audit_check(db, key, &seen, &verdict));
	if (verdict.fault)
		return fault_error(&verdict);
	print_sound(a, key, &verdict);
	return NULL;
}

static err_t print_key(struct arena *a, const struct settings *s)
{
	struct key *key;
	TRY(own_key(a, s, &key));
	struct str printed = multikey_print(a, key);
	printf("%.*s\n", STR_ARG(printed));
	return NULL;
}

err_t command_log(struct arena *a, int argc, char **argv)
{
	const char *what = NULL, *path = NULL, *printed = NULL, *seen = NULL;
	const struct command_option options[] = {
		{NULL, &what}, {"--settings", &path}, {"--key", &printed}, {"--seen", &seen}, {0}};
	struct settings settings;
	TRY(command_options(argc, argv, options));
	bool is_key = what && strcmp(what, "key") == 0;
	if (!path || (!is_key && (!what || strcmp(what, "verify") != 0)))
		return err_log(ERR_INVALID, "log verify|key --settings FILE");
	TRY(settings_read(a, path, &settings));
	return is_key ? print_key(a, &settings) : verify(a, &settings, printed, seen);
}
