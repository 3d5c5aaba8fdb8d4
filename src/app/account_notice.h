/* What we mail to people about their account: one table of letters. */
#pragma once

#include "app/notice.h"
#include "codec/device.h"
#include "crypto/code.h"

enum account_notice {
	/* with a code, which stands in the fragment of the link too */
	NOTICE_REGISTER_CODE,
	NOTICE_RESET_CODE,
	NOTICE_SIGN_IN_CODE,
	NOTICE_BESIDE_CODE, /* after the right password */
	NOTICE_PROOF_CODE,
	NOTICE_ADDRESS_CODE,
	/* to who tried with an address that is not what they think */
	NOTICE_ALREADY_HERE,
	NOTICE_NOBODY_HERE,
	NOTICE_ADDRESS_TAKEN,
	/* what happened */
	NOTICE_NEW_BROWSER,
	NOTICE_NEW_PASSWORD,
	NOTICE_FACTOR_BEGIN,
	NOTICE_FACTOR_END,
	NOTICE_RECOVERY_CODE,
	NOTICE_FACTOR_TRIES,
	NOTICE_FACTOR_RESET, /* by two admins */
	NOTICE_NEW_CARD,
	NOTICE_ADDRESS_ADD,
	NOTICE_ADDRESS_REMOVE,
	NOTICE_ADDRESS_END,
	ACCOUNT_NOTICES
};

struct address_item_list;

/* The same letter to every address of one person. */
struct account_letters {
	struct outbox_sealed **at;
	size_t len;
};
/* Of what takes an account over: no address is the only one that hears. to.mail is not used. */
err_t account_notice_all(const struct app *app, struct arena *a,
	const struct address_item_list *addresses, struct notice_to to, enum account_notice notice,
	struct account_letters *ret);
err_t account_notice_send(struct tx *tx, const struct account_letters *all);

/* A letter without a code. */
err_t account_notice(const struct app *app, struct arena *a, const struct notice_to *to,
	enum account_notice notice, struct outbox_sealed **ret_sealed);
err_t account_notice_code(const struct app *app, struct arena *a, const struct notice_to *to,
	enum account_notice notice, const struct code *code, struct outbox_sealed **ret_sealed);
err_t account_notice_new_browser(const struct app *app, struct arena *a, const struct notice_to *to,
	struct device device, struct outbox_sealed **ret_sealed);
/* mail: the address that works until that day. */
err_t account_notice_address_end(const struct app *app, struct arena *a, const struct notice_to *to,
	struct str mail, day last_day, struct outbox_sealed **ret_sealed);
