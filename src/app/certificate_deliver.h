/*
 * Certificates on their way to their holders: by a mail that says where their own page is, never
 * with the paper in it; or handed out on paper. Both sides see that it was delivered, and when the
 * holder downloads it (app/certificate.h) that it was.
 */
#pragma once

#include "app/project.h"

#define CERTIFICATE_DELIVER_EACH (12 * USEC_HOUR) /* nobody is mailed more often about one */

struct certificate_delivered {
	int64_t done;
	int64_t without_mail; /* have no address: paper is for them */
	/* Too many a day, something changed at that moment, or not reached before it failed. */
	int64_t left;
};
/*
 * Mails those who were chosen; none are all whose certificate was not delivered yet. Who has none
 * that is valid, or downloaded it, gets no mail. Where it fails halfway, io_done says so: what was
 * sent stays so.
 */
err_t certificate_deliver(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *chosen, size_t len,
	struct certificate_delivered *io_done);
/* They got it on paper. Field error: people, when nobody was chosen. */
err_t certificate_hand_out(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *chosen, size_t len, int64_t *ret_done);
