@promise.rooms @promise.history @dialect.events
Feature: History

  Rule: A newcomer sees the last fifty messages of the room
    People who join late can still follow the conversation.

    @promise.messages @promise.own-messages @promise.sender-order @socket.asking
    Scenario: Fifty of sixty messages, then ten more on request
      Given user "Alice" connects to room "archive"
      When user "Alice" sends 60 messages in a row
      Then user "Alice" should receive all 60 messages from "Alice" in order
      When user "Bob" connects to room "archive"
      Then user "Bob" should see the last 50 messages from "Alice" in the history
      When user "Bob" asks for 10 messages before "message 21 of Alice"
      Then user "Bob" should see 10 messages from "Alice" in the history, ending with number 20

    @promise.messages @promise.own-messages @promise.sender-order @socket.asking
    Scenario Outline: A newcomer sees <seen> of <said> messages
      Given user "Alice" connects to room "shelf-<said>"
      When user "Alice" sends <said> messages in a row
      Then user "Alice" should receive all <said> messages from "Alice" in order
      When user "Bob" connects to room "shelf-<said>"
      Then user "Bob" should see the last <seen> messages from "Alice" in the history
      And user "Bob" should know that no messages are missing

      Examples:
        | said | seen |
        | 1    | 1    |
        | 49   | 49   |
        | 50   | 50   |
        | 51   | 50   |

    @socket.asking
    Scenario: The history of a room without messages is empty
      Given user "Alice" connects to room "blank-page"
      When user "Bob" connects to room "blank-page"
      Then user "Bob" should see an empty history
      And user "Bob" should know that no messages are missing

    @promise.messages @socket.frames
    Scenario Outline: The sender and the time that a message claims are not in the history, in <dialect>
      Given user "Mallory" speaks "<dialect>"
      And user "Alice" connects to room "<room>"
      And user "Mallory" connects to room "<room>"
      When user "Mallory" sends message "It was the nineties" claiming to be "Alice" in 1999
      Then user "Alice" should receive message from "Mallory" saying "It was the nineties"
      When user "Bob" connects to room "<room>"
      Then user "Bob" should see "It was the nineties" in the history, with the current time
      And user "Bob" should see "It was the nineties" from "Mallory" in the history
      When user "Alice" asks for the last 10 messages
      Then user "Alice" should see "It was the nineties" in the history, with the current time

      Examples:
        | dialect | room     |
        | events  | decade-1 |

      @promise.dialects
      Examples: Other dialects
        | dialect                    | room     |
        | events with a join message | decade-2 |
        | envelope                   | decade-3 |

    Scenario: Messages stay in the history after their sender has left
      Given user "Alice" connects to room "guestbook"
      When user "Alice" sends message "I was here"
      And user "Alice" leaves
      And user "Bob" connects to room "guestbook"
      Then user "Bob" should see "I was here" from "Alice" in the history
      When user "Bob" leaves
      And user "Carol" connects to room "guestbook"
      Then user "Carol" should see "I was here" from "Alice" in the history

    @promise.messages @promise.own-messages @promise.dialects
    Scenario Outline: A message sent in <dialect> is in the history
      Given user "Alice" speaks "<dialect>"
      And user "Alice" connects to room "library-of-<dialect>"
      When user "Alice" sends message "Written down"
      Then user "Alice" should receive message from "Alice" saying "Written down"
      When user "Bob" connects to room "library-of-<dialect>"
      Then user "Bob" should see "Written down" from "Alice" in the history

      Examples:
        | dialect  |
        | plain    |
        | envelope |

    @promise.messages @promise.own-messages @promise.dialects
    Scenario Outline: Users who speak <dialect> receive no history, because the dialect has none
      Given user "Bob" speaks "<dialect>"
      And user "Alice" connects to room "silence-in-<dialect>"
      When user "Alice" sends message "Long ago"
      Then user "Alice" should receive message from "Alice" saying "Long ago"
      When user "Bob" connects to room "silence-in-<dialect>"
      Then user "Bob" should not receive anything
      When user "Alice" sends message "Right now"
      Then user "Bob" should receive message from "Alice" saying "Right now"

      Examples:
        | dialect  |
        | plain    |
        | envelope |

  Rule: The history shows every message exactly as it was sent
    A record that changes people's words is worse than no record.

    Scenario Outline: The history shows <text> unchanged
      Given user "Alice" connects to room "<room>"
      When user "Alice" sends <text> as a message
      And user "Bob" connects to room "<room>"
      Then user "Bob" should see <text> from "Alice" in the history, unchanged

      @promise.exact
      Examples:
        | text                      | room    |
        | spaces around and  inside | spaces  |
        | decomposed accents        | accents |
        | JSON                      | json    |
        | the words of a notice     | notice  |

      @promise.texts
      Examples: The longest texts
        | text                           | room  |
        | 65,536 characters of all kinds | kinds |

      @promise.exact @promise.texts
      Examples: Every character and the longest texts
        | text                                      | room   |
        | every character of the basic plane        | plane  |
        | every seventeenth character of the others | others |

    Scenario: A message that was sent twice is in the history twice
      Given user "Alice" connects to room "echo-chamber"
      When user "Alice" sends message "Again"
      And user "Alice" sends message "Again"
      And user "Bob" connects to room "echo-chamber"
      Then user "Bob" should see the last 2 messages from "Alice" in the history

  Rule: The history contains only messages to the whole room
    Old news about who joined, left or typed is of no use to anybody.

    @promise.typing @socket.asking
    Scenario: Joining, leaving and typing are not in the history
      Given users "Alice" and "Bob" connect to room "waiting-room"
      When user "Bob" starts typing
      And user "Bob" stops typing
      And user "Bob" leaves
      And user "Carol" connects to room "waiting-room"
      Then user "Carol" should see an empty history
      When user "Alice" asks for the history
      Then user "Alice" should see an empty history

    @promise.texts
    Scenario: Rejected messages are not in the history
      Given user "Alice" connects to room "scrap-paper"
      When user "Alice" sends a message containing only spaces
      And user "Alice" sends a message that is one character too long
      And user "Bob" connects to room "scrap-paper"
      Then user "Bob" should see an empty history

    @promise.announcements @setting.announced
    Scenario: Announcements are not in the history
      Given user "Alice" connects to room "square"
      When the operator announces "We restart at noon"
      Then user "Alice" should receive announcement "We restart at noon"
      When user "Bob" connects to room "square"
      Then user "Bob" should see an empty history

  Rule: The history of a room is visible only in that room
    People who speak in a room rely on its privacy, later as well as now.

    Scenario: A newcomer does not see the history of other rooms
      Given user "Alice" connects to room "attic"
      And user "Bob" connects to room "cellar"
      When user "Alice" sends message "Up here"
      And user "Carol" connects to room "cellar"
      Then user "Carol" should see an empty history
      When user "Dave" connects to room "Attic"
      Then user "Dave" should see an empty history
      When user "Erin" connects to room "attic2"
      Then user "Erin" should see an empty history

    @promise.messages @promise.own-messages @socket.asking
    Scenario: A user who names a message of another room sees only messages of their own room
      Given user "Alice" connects to room "upstairs"
      And user "Bob" connects to room "downstairs"
      When user "Alice" sends message "Up here"
      And user "Alice" receives message from "Alice" saying "Up here"
      And user "Bob" sends message "Down here"
      And user "Bob" receives message from "Bob" saying "Down here"
      And user "Alice" asks for 10 messages before "Down here"
      Then user "Alice" should see "Up here" from "Alice" in the history
      And user "Alice" should not see "Down here" from "Bob" in the history
