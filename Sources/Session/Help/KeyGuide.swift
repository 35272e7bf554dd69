/// What users are told of keys. A door that edits what is typed tells its keys; in a notebook they are the front end's.
enum KeyGuide {
    static func keys(_ sections: [KeySection]) -> Guide {
        Guide(name: "keys", otherNames: ["editrc"], help: "edit, search and complete what is typed", page: page(sections))
    }

    private static func page(_ sections: [KeySection]) -> HelpPage {
        guard !sections.isEmpty else {
            return HelpPage(title: "keys", paragraphs: [
                "In a notebook the keys are the front end's, and its own help lists them. Tab completes, Shift-Tab shows help on the word at the cursor.",
                "sweepbook help keys in a shell lists those of a session at a terminal.",
            ])
        }
        var page = HelpPage(title: "keys", paragraphs: [
            """
            The keys of a session at a terminal are emacs'; after bind -v in ~/.editrc they are vi's. Alt with a key is the same as Esc, then \
            the key. A pasted text is inserted as it is; Enter runs it.
            """,
            """
            ~/.editrc, or the file that EDITRC names, changes them. It is read as libedit reads it: bind KEY COMMAND, bind -s KEY TEXT, bind -r KEY, bind \
            -a KEY COMMAND for vi's command mode, bind -v for vi's keys, bind -e for emacs', edit off. A line that begins with sweepbook: \
            is for sweepbook alone.
            """,
        ])
        for section in sections { page.add(section.title, rows: section.rows) }
        page.add("~/.editrc", code: ["bind -v", "bind ^W ed-delete-prev-word", "sweepbook:bind -s ^T \"print \""])
        return page
    }
}
