/* The mail server that the settings name: smtp_url and what goes with it. */
#pragma once

#include "cmd/settings.h"
#include "mail/smtp.h"

/* Errors name the setting that is wrong. Strings live as long as a. */
err_t mail_server_settings(struct arena *a, const struct settings *s, struct smtp_settings *ret);
/* A transport to it; a ends it. */
err_t mail_server_open(
	struct arena *a, const struct settings *s, struct mail_transport *ret_transport);
