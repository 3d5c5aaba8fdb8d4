#include "app/mailed_code.h"

static const char *const purposes[MAILED_PURPOSES] = {
	[MAILED_REGISTER] = "register",
	[MAILED_RESET] = "reset",
	[MAILED_SIGN_IN] = "sign_in",
	[MAILED_ADDRESS] = "address",
	[MAILED_PROOF] = "proof",
};

struct digest mailed_code_digest(
	const struct visitor *visitor, enum mailed_purpose purpose, const struct code *code)
{
	SECRET key;
	token_key(&visitor->browser, purposes[purpose], &key);
	return code_digest(&key, code);
}

struct mailed_code mailed_code_new(const struct app *app, struct arena *a,
	const struct visitor *visitor, enum mailed_purpose purpose, struct str mail)
{
	struct mailed_code c = {
		.purpose = purpose,
		.mail = mail,
		.mail_key = str_lower(a, mail),
		.code = code_short_new(app->random),
		.browser = token_digest(&visitor->browser),
		.ends = clock_now(app->clock) + MAILED_CODE_LIFE,
	};
	c.digest = mailed_code_digest(visitor, purpose, &c.code);
	return c;
}

err_t mailed_code_keep(struct tx *tx, const struct mailed_code *code)
{
	return mailed_code_put(tx, hash_str(&code->browser), str_of(purposes[code->purpose]),
		code->mail_key, code->mail, hash_str(&code->digest), code->ends);
}

err_t mailed_code_awaited(struct tx *tx, struct arena *a, const struct visitor *visitor,
	enum mailed_purpose purpose, struct str *ret_mail)
{
	struct digest browser = token_digest(&visitor->browser);
	struct mailed_code_row *row;
	TRY(mailed_code_get(tx, a, hash_str(&browser), str_of(purposes[purpose]), &row));
	*ret_mail = row ? row->mail : STR_NONE;
	return NULL;
}

struct mailed_try mailed_code_try(const struct app *app, const struct visitor *visitor,
	enum mailed_purpose purpose, struct str typed)
{
	struct code code = {0};
	struct mailed_try attempt = {
		.purpose = purpose,
		.browser = token_digest(&visitor->browser),
		.is_code = code_short_parse(typed, &code),
		.now = clock_now(app->clock),
	};
	attempt.digest = mailed_code_digest(visitor, purpose, &code);
	return attempt;
}

enum mailed_outcome mailed_code_compare(
	const struct mailed_try *attempt, struct str digest, int64_t tries, usec ends)
{
	if (tries >= MAILED_CODE_TRIES || attempt->now > ends)
		return MAILED_SPENT;
	bool right =
		attempt->is_code && digest.len == sizeof(attempt->digest.bytes) &&
		secret_bytes_eq(digest.p, attempt->digest.bytes, sizeof(attempt->digest.bytes));
	return right ? MAILED_RIGHT : MAILED_WRONG;
}

err_t mailed_code_judge(struct tx *tx, struct arena *a, const struct mailed_try *attempt,
	struct mailed_code_row **ret_row, enum mailed_outcome *ret_outcome)
{
	struct str browser = hash_str(&attempt->browser);
	struct str purpose = str_of(purposes[attempt->purpose]);
	int64_t count;
	TRY(mailed_code_get(tx, a, browser, purpose, ret_row));
	*ret_outcome = MAILED_GONE;
	if (!*ret_row)
		return NULL;
	*ret_outcome =
		mailed_code_compare(attempt, (*ret_row)->code, (*ret_row)->tries, (*ret_row)->ends);
	if (*ret_outcome == MAILED_WRONG)
		return mailed_code_tried(tx, browser, purpose);
	return *ret_outcome == MAILED_RIGHT ? mailed_code_end(tx, browser, purpose, &count) : NULL;
}

err_t mailed_code_error(enum mailed_outcome outcome)
{
	switch (outcome) {
	case MAILED_RIGHT:
		return NULL;
	case MAILED_WRONG:
		return err_field("code", N_("This is not the code from our mail. Look once more."));
	case MAILED_SPENT:
		return err_field("code", N_("This code no longer works. Ask for a new one."));
	case MAILED_GONE:
		break;
	}
	return err_log(ERR_NOT_FOUND, "no code was asked for");
}
