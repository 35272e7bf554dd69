// Stands in for the GSSAPI library, which Debian has no static form of. Debian's libzmq.a has GSSAPI as an optional security
// mechanism, and so names these functions; none of our sockets turns it on, so none of them is called. A call would fail: 16 in
// the upper half of a status is GSS_S_UNAVAILABLE.
#include <stdint.h>

const void *GSS_C_NT_HOSTBASED_SERVICE, *GSS_C_NT_USER_NAME;

#define UNAVAILABLE(function) uint32_t function(void) { return 16u << 16; }

UNAVAILABLE(gss_accept_sec_context)
UNAVAILABLE(gss_acquire_cred)
UNAVAILABLE(gss_delete_sec_context)
UNAVAILABLE(gss_display_name)
UNAVAILABLE(gss_import_name)
UNAVAILABLE(gss_init_sec_context)
UNAVAILABLE(gss_release_buffer)
UNAVAILABLE(gss_release_cred)
UNAVAILABLE(gss_release_name)
UNAVAILABLE(gss_unwrap)
UNAVAILABLE(gss_wrap)
