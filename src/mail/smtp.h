/*
 * Delivery to a mail server by SMTP (RFC 5321): STARTTLS (RFC 3207) unless told otherwise, the
 * server's certificate is checked, sign-in when there is a user.
 */
#pragma once

#include "mail/message.h"

enum smtp_security {
	SMTP_STARTTLS, /* nothing is said before the connection is encrypted */
	SMTP_TLS,      /* encrypted from the start (RFC 8314), usually port 465 */
	SMTP_PLAIN,    /* only for a server on this machine: no user, no encryption */
};

struct smtp_settings {
	const char *host;
	int port;
	enum smtp_security security;
	const char *user;     /* or NULL */
	const char *password; /* with a user */
	const char *ca_file;  /* PEM; NULL: the system's */
	const char *helo;     /* our name; NULL: "localhost" */
	usec timeout;         /* of a whole delivery; 0: a minute */
};

struct smtp;

/* ERR_INVALID: a user without encryption, or no host. The settings are copied. */
err_t smtp_new(const struct smtp_settings *settings, struct smtp **ret_smtp);
/* NULL is fine. */
void smtp_free(struct smtp *s);
/* Lives as long as s. */
struct mail_transport smtp_transport(struct smtp *s);
