/*
 * The list of participants that the official site takes of projects with a grant: its columns, in
 * their order and under their headings. From content/projects/official.json, or from a file of the
 * operator's; docs/numbers.md says where ours comes from and what is not certain about it.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct arena;

#define OFFICIAL_COLUMNS_MOST 30

enum official_holds {
	OFFICIAL_NOTHING, /* a column that stays empty */
	OFFICIAL_GIVEN_NAME,
	OFFICIAL_FAMILY_NAME,
	OFFICIAL_COUNTRY,      /* in English */
	OFFICIAL_COUNTRY_CODE, /* ISO 3166-1 */
	OFFICIAL_MAIL,
	OFFICIAL_BORN,
	OFFICIAL_PLACE,
	OFFICIAL_HOST,
	OFFICIAL_STARTS,
	OFFICIAL_ENDS,
	OFFICIAL_LANGUAGE,
	OFFICIAL_GRANT, /* the number of the grant */
	OFFICIAL_HOLDS
};
struct official_column {
	struct str heading;
	enum official_holds holds;
};
struct official_list {
	struct str site;   /* what it is called: "Youthpass" */
	struct str source; /* where it says what it takes */
	const struct official_column *columns;
	size_t columns_len;
};

/* official.json, compiled in. */
struct str official_list_ours(void);
/* ERR_INVALID names what is wrong. */
err_t official_list_read(struct arena *a, struct str json, struct official_list *ret);
