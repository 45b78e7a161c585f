@promise.dialects
Feature: Names that are told by a word

  Rule: The name by which one joins is shown as its bearer wrote it
    Getting somebody's name right is the least one can do, whatever program they use.

    Scenario Outline: A name with <kind>, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" asks to join under a name with <kind>
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for a name with <kind>
      When user "Bob" sends message "That is me"
      Then user "Alice" should receive message from a name with <kind> saying "That is me"

      Examples:
        | kind                  | dialect  |
        | double quotes         | events   |
        | a backslash           | events   |
        | a percent code        | events   |
        | a family of emoji     | events   |
        | Persian with a joiner | events   |
        | the word null         | events   |
        | 64 emoji              | events   |
        | a backslash           | envelope |
        | a family of emoji     | envelope |
        | 64 emoji              | envelope |

  Rule: What looks the same is the same
    Spaces around a name and the way its accents are stored are no part of it.

    Scenario Outline: A name written with <kind>, in <dialect>
      Given user "the newcomer" speaks "<dialect>"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "the newcomer" connects without joining
      And user "the newcomer" asks to join under a name written with <kind>
      Then user "the newcomer" should have joined
      And user "Alice" should receive "joined" notification for the normalized name, without <kind>

      Examples:
        | kind               | dialect  |
        | spaces around      | events   |
        | decomposed accents | events   |
        | a tab in front     | events   |
        | spaces around      | envelope |
        | decomposed accents | envelope |
        | a tab in front     | envelope |

  Rule: A name that misleads is refused; the door stays open for another try
    Whoever mistypes their name should not have to come back another day.

    Scenario Outline: A name with <kind>, in events
      Given user "Mallory" speaks "events"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Mallory" connects without joining
      And user "Mallory" asks to join under a name with <kind>
      Then user "Mallory" should be told that the name is not allowed
      And user "Mallory" should not have joined
      And user "Alice" should not receive anything
      When user "Mallory" asks to join as "Mallory"
      Then user "Mallory" should have joined
      And user "Alice" should receive "joined" notification for "Mallory"

      Examples: Characters nobody sees
        | kind                    |
        | a line end              |
        | NUL                     |
        | a control character     |
        | a zero-width space      |
        | a soft hyphen           |
        | a word joiner           |
        | a byte order mark       |
        | a braille blank         |
        | a Hangul filler         |
        | a line separator        |
        | a private character     |
        | an unassigned character |
        | nothing but a joiner    |
        | a joiner at the end     |

      Examples: Characters that turn the text around
        | kind                  |
        | a direction override  |
        | a direction isolate   |
        | a direction mark      |
        | an Arabic letter mark |

      Examples: Too long, or somebody else's
        | kind            |
        | 65 characters   |
        | the word server |
        | the word SYSTEM |

    Scenario Outline: A name with <kind>, in envelope
      Given user "Mallory" speaks "envelope"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Mallory" connects without joining
      And user "Mallory" asks to join under a name with <kind>
      Then user "Mallory" should be told that the message is invalid
      And user "Mallory" should not have joined
      And user "Alice" should not receive anything
      When user "Mallory" asks to join as "Mallory"
      Then user "Mallory" should have joined
      And user "Alice" should receive "joined" notification for "Mallory"

      Examples:
        | kind                |
        | NUL                 |
        | a zero-width space  |
        | a joiner at the end |
        | the word server     |

    Scenario Outline: No name at all, in <dialect>: "<name>"
      Given user "Bob" speaks "<dialect>"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" asks to join as "<name>"
      Then user "Bob" should be told that <reason>
      And user "Bob" should not have joined
      And user "Alice" should not receive anything

      Examples:
        | dialect  | name | reason                  |
        | events   |      | the name is not allowed |
        | envelope |      | the message is invalid  |

    Scenario Outline: One bad name after the other, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And user "Alice" speaks "plain"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Bob" asks to join under a name with NUL
      And user "Bob" asks to join under a name with 65 characters
      And user "Bob" asks to join under a name with the word server
      And user "Bob" asks to join as "Bob"
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for "Bob"

      Examples:
        | dialect  |
        | events   |
        | envelope |
