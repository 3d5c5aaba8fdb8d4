/*
 * The VC-API of the W3C Credentials Community Group over HTTP, for programs only: JSON, a bearer
 * token (RFC 6750) in the Authorization header, no cookies, no CORS. What goes wrong is told as
 * problem details (RFC 9457).
 *
 *	POST /vc/SUITE/KEY/credentials/issue   {"credential": ..., "options": {}}
 *	POST /vc/credentials/verify            {"verifiableCredential": ..., "options": {}}
 *	POST /vc/presentations/verify          {"verifiablePresentation": ...,
 *	                                        "options": {"challenge": ..., "domain": ...}}
 */
#pragma once

#include "app/vc_desk.h"
#include "http/server.h"

/* Who may come: only who has a token. */
enum vc_api_need { VC_API_NOBODY, VC_API_TOKEN };

struct vc_api {
	const struct vc_desk *desk;
	const struct log *log;
};

extern const struct route vc_api_routes[];
/* http_config's; its user is the struct vc_api. */
err_t vc_api_gate(struct request *req, struct response *res);
void vc_api_error(struct request *req, struct response *res, const struct err *e);
void vc_api_finish(const struct request *req, const struct response *res);
