#include "app/participation_inside.h"

#include "codec/json.h"
#include "crypto/vault.h"

#define WORDS_MOST (16 << 10)

/* --- the code --- */

static struct vault_place code_place(struct arena *a, struct public_id participant)
{
	return (struct vault_place){
		participant, "participant_code", public_id_print(a, participant), "code"};
}

static err_t digest_of(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "participant code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

err_t participation_code_new(const struct app *app, struct arena *a, struct public_id participant,
	struct participation_code *ret)
{
	struct vault_place place = code_place(a, participant);
	struct participation_code made = {.code = code_long_new(app->random)};
	struct str text = {made.code.text, made.code.len};
	TRY(digest_of(app, &made.code, &made.digest));
	TRY(vault_seal(app->vault, a, &place, text, &made.sealed));
	*ret = made;
	return NULL;
}

err_t participation_code_put(
	struct tx *tx, struct row_id participant, const struct participation_code *made, usec now)
{
	int64_t count;
	TRY(participant_code_past_add(tx, participant, &count));
	TRY(participant_code_past_trim(tx, participant, PARTICIPATION_CODES_MOST, &count));
	TRY(participant_code_put(tx, participant, hash_str(&made->digest), made->sealed, now));
	return participant_session_end_all(tx, participant, &count);
}

err_t participation_code_open(const struct app *app, struct arena *a, struct public_id participant,
	struct str sealed, struct code *ret)
{
	struct vault_place place = code_place(a, participant);
	struct str text;
	TRY(vault_open(app->vault, a, &place, sealed, &text));
	return code_long_parse(text, ret) ? NULL : err_log(ERR_INTERNAL, "stored code is none");
}

err_t participation_code_read(const struct app *app, struct str typed, struct digest *ret_digest)
{
	struct code code;
	switch (code_checked_parse(typed, &code)) {
	case CODE_GOOD:
		return digest_of(app, &code, ret_digest);
	case CODE_MISTYPED:
		return err_field(
			"code", N_("There is a typing error in this code. Look at it once more."));
	default:
		return err_field("code",
			N_("This is not the code of a page. It has twelve letters and digits."));
	}
}

/* --- the words of the organiser --- */

static struct vault_place words_place(struct arena *a, struct public_id participant)
{
	return (struct vault_place){
		participant, "participant", public_id_print(a, participant), "invitation"};
}

err_t participation_words_seal(const struct app *app, struct arena *a, struct public_id participant,
	struct str message, struct str *ret_sealed)
{
	struct vault_place place = words_place(a, participant);
	struct json body = json_object();
	struct buf out;
	json_set(a, &body, STR("message"), json_of_str(message));
	buf_init(&out, a, 256, WORDS_MOST);
	json_write(&out, &body);
	TRY(buf_err(&out));
	return vault_seal(app->vault, a, &place, buf_str(&out), ret_sealed);
}

err_t participation_words_open(const struct app *app, struct arena *a, struct public_id participant,
	struct str sealed, struct str *ret_message)
{
	struct vault_place place = words_place(a, participant);
	struct str text;
	struct json *body;
	if (!sealed.len) {
		*ret_message = STR_NONE;
		return NULL;
	}
	TRY(vault_open(app->vault, a, &place, sealed, &text));
	TRY(json_parse(a, text, &json_limits_default, &body));
	*ret_message = json_str(json_get(body, STR("message")));
	return NULL;
}
