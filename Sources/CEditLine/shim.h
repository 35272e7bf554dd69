// libedit's setters and its history are variadic, and Swift imports no variadic function: each use
// made of them stands here as a function of fixed arity.
#ifndef SWEEPBOOK_CEDITLINE_SHIM_H
#define SWEEPBOOK_CEDITLINE_SHIM_H

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

// Names of functions that histedit.h takes but does not declare.
typedef wchar_t *(*EditLinePrompt)(EditLine *);
typedef unsigned char (*EditLineCommand)(EditLine *, wint_t);
typedef int (*EditLineReader)(EditLine *, wchar_t *);

// wchar.h declares it only to programs that ask for X/Open's functions.
extern int wcwidth(wchar_t character);

// An editor on the standard streams, which Swift can't name; its complaints go to `errors`.
static inline EditLine *editline_open(const char *program, FILE *errors) {
    return el_init(program, stdin, stdout, errors);
}

static inline int editline_take_for_xterm(EditLine *e) {
    return el_wset(e, EL_TERMINAL, "xterm");
}

static inline int editline_complain_to_stderr(EditLine *e) {
    return el_wset(e, EL_SETFP, 2, stderr);
}

static inline int editline_set_prompt(EditLine *e, EditLinePrompt prompt, wchar_t mark) {
    return el_wset(e, EL_PROMPT_ESC, prompt, (int)mark);
}

static inline int editline_set_reader(EditLine *e, EditLineReader reader) {
    return el_wset(e, EL_GETCFN, reader);
}

static inline int editline_set_owner(EditLine *e, void *owner) {
    return el_wset(e, EL_CLIENTDATA, owner);
}

static inline void *editline_owner(EditLine *e) {
    void *owner = NULL;
    return el_wget(e, EL_CLIENTDATA, &owner) == 0 ? owner : NULL;
}

static inline int editline_set_editor(EditLine *e, const wchar_t *name) {
    return el_wset(e, EL_EDITOR, name);
}

// Whether the keys are vi's.
static inline int editline_is_vi(EditLine *e) {
    const wchar_t *name = NULL;
    return el_wget(e, EL_EDITOR, &name) == 0 && name != NULL && name[0] == L'v';
}

static inline int editline_is_enabled(EditLine *e) {
    int enabled = 0;
    return el_wget(e, EL_EDITMODE, &enabled) == 0 && enabled;
}

// The name and the help must live as long as the editor does: it keeps the pointers.
static inline int editline_add_command(
    EditLine *e, const wchar_t *name, const wchar_t *help, EditLineCommand command) {
    return el_wset(e, EL_ADDFN, name, help, command);
}

static inline int editline_bind(EditLine *e, const wchar_t *key, const wchar_t *command) {
    return el_wset(e, EL_BIND, key, command, NULL);
}

// The same in vi's command mode.
static inline int editline_bind_alternative(EditLine *e, const wchar_t *key, const wchar_t *command) {
    return el_wset(e, EL_BIND, L"-a", key, command, NULL);
}

// 1: one key at a time; 0: the terminal as commands expect it.
static inline int editline_prepare_terminal(EditLine *e, int raw) {
    return el_wset(e, EL_PREP_TERM, raw);
}

// Draws the prompt and the text anew from where the cursor is, taken for column 0 of a clean row.
static inline int editline_redraw(EditLine *e) {
    return el_wset(e, EL_REFRESH);
}

// The terminal's string of that name, NULL when its description has none.
static inline const char *editline_capability(EditLine *e, const char *name) {
    char *value = NULL;
    return el_wget(e, EL_GETTC, name, &value) == 0 ? value : NULL;
}

static inline int editline_set_history(EditLine *e, HistoryW *h) {
    return el_wset(e, EL_HIST, history_w, h);
}

static inline int editline_history_set_size(HistoryW *h, int size) {
    HistEventW event;
    return history_w(h, &event, H_SETSIZE, size);
}

static inline int editline_history_enter(HistoryW *h, const wchar_t *entry) {
    HistEventW event;
    return history_w(h, &event, H_ENTER, entry);
}

#endif
