Feature: Display names

  @promise.messages @promise.arrivals @promise.departures @promise.names-shown
  Rule: A name is shown exactly as its user wrote it
    People expect to see their name spelled right.

    Scenario Outline: A name with <kind>
      Given user "Alice" connects to the chat
      When user "the newcomer" connects under a name with <kind>
      Then user "Alice" should receive "joined" notification for a name with <kind>
      When user "the newcomer" sends message "That is me"
      Then user "Alice" should receive message from a name with <kind> saying "That is me"
      When user "the newcomer" leaves
      Then user "Alice" should receive "left" notification for a name with <kind>

      Examples: Characters with a special meaning in addresses
        | kind            |
        | a space         |
        | two spaces      |
        | a plus          |
        | an ampersand    |
        | an equals sign  |
        | a percent sign  |
        | a percent code  |
        | a hash          |
        | a slash         |
        | a question mark |
        | a semicolon     |

      Examples: Characters with a special meaning in pages and programs
        | kind                  |
        | double quotes         |
        | an apostrophe         |
        | a backslash           |
        | HTML                  |
        | a dot                 |
        | a number              |
        | the word null         |
        | the word undefined    |
        | __proto__             |
        | constructor           |
        | the words of a notice |

      Examples: Writing systems of the world
        | kind                  |
        | an emoji              |
        | a family of emoji     |
        | Chinese               |
        | Arabic                |
        | Persian with a joiner |
        | Cyrillic              |
        | accents               |
        | Vietnamese            |
        | Thai                  |
        | a heart in colour     |
        | a keycap              |
        | the flag of England   |
        | a joiner inside       |

      @promise.long-names
      Examples: The longest names that are allowed
        | kind          |
        | 64 characters |
        | 64 emoji      |

    Scenario: The longest name that the server allows
      Given users "Alice" and "Bob" connect to the chat
      When user "the newcomer" connects under the longest name that is allowed
      And user "the newcomer" sends message "All of that is my name"
      And user "the newcomer" leaves
      And user "Alice" sends message "What a name"
      Then user "Bob" should receive message from "Alice" saying "What a name"

  @promise.arrivals @promise.names
  Rule: Names that look the same are the same name
    Spaces around a name, and the way its accents are stored, make no visible difference.

    Scenario Outline: A name written with <kind>
      Given user "Bob" connects to the chat
      When user "the newcomer" connects under a name written with <kind>
      Then user "Bob" should receive "joined" notification for the normalized name, without <kind>

      Examples:
        | kind               |
        | spaces around      |
        | decomposed accents |
        | a tab in front     |

  @promise.names
  Rule: A user with a misleading name is rejected and never announced
    Invisible characters, or characters that change the text direction, make one name look like another.

    Scenario Outline: A name with <kind> is rejected
      Given user "Alice" connects to the chat
      When user "Mallory" tries to connect under a name with <kind>
      Then user "Mallory" should be rejected
      And user "Alice" should not receive anything

      Examples: Invisible characters
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
        | an invisible operator   |
        | a grapheme joiner       |
        | a variation selector    |
        | a tag                   |
        | a halfwidth filler      |
        | a Khmer inherent vowel  |
        | a musical control       |
        | a private character     |
        | an unassigned character |
        | nothing but a joiner    |
        | a joiner at the end     |

      Examples: Characters that change the text direction
        | kind                  |
        | a direction override  |
        | a direction isolate   |
        | a direction mark      |
        | an Arabic letter mark |

      Examples: Accents that cover other lines
        | kind               |
        | an accent in front |
        | a pile of accents  |

      Examples: Too long or reserved
        | kind                                       |
        | 65 characters                              |
        | the word server                            |
        | the word SYSTEM                            |
        | the word server in wide letters            |
        | the word server and an invisible character |
        | the word server with a joiner inside       |
        | the word System in wide letters            |
        | the word system with a long s              |
        | the word server in circled letters         |
        | the word SERVER in bold letters            |
