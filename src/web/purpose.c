#include "web/purpose.h"

#include "base/arena.h"

const char *share_purpose_text(enum share_purpose purpose)
{
	static const char *const texts[SHARE_PURPOSES] = {
		[SHARE_MBO] = N_("A school (mbo)"),
		[SHARE_WORK] = N_("Work"),
		[SHARE_OTHER] = N_("Something else"),
	};
	return texts[purpose];
}

const struct purpose_option *share_purpose_options(struct arena *a, enum share_purpose chosen)
{
	struct purpose_option *options = arena_array(a, struct purpose_option, SHARE_PURPOSES);
	for (enum share_purpose i = 0; i < SHARE_PURPOSES; i++)
		options[i] = (struct purpose_option){
			share_purpose_id(i), share_purpose_text(i), i == chosen};
	return options;
}
