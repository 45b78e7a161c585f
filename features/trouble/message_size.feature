@promise.texts
Feature: Message size

  Rule: A message can have up to 65,536 characters of any kind
    People who write in Chinese or in emoji have as much to say as people who write in English.

    @promise.messages
    Scenario Outline: A user sends <kind>, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends <kind> as a message
      Then users "Alice" and "Bob" should receive <kind> from "Bob", unchanged

      Examples:
        | kind              | dialect |
        | 65,536 characters | plain   |
        | 65,536 emoji      | plain   |

      @promise.dialects
      Examples: Other dialects
        | kind              | dialect  |
        | 65,536 characters | events   |
        | 65,536 characters | envelope |
        | 65,536 emoji      | events   |
        | 65,536 emoji      | envelope |

    @promise.messages
    Scenario Outline: A user sends 65,536 emoji in 9 fragments, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 65,536 emoji split into 9 fragments
      Then users "Alice" and "Bob" should receive 65,536 emoji from "Bob", unchanged

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

    @promise.messages @promise.long
    Scenario: A user sends a long text in a thousand fragments
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends 4,096 bytes split into 1,000 fragments
      Then users "Alice" and "Bob" should receive 4,096 bytes from "Bob", unchanged

    @promise.private @dialect.events
    Scenario: A user sends a private message of 65,536 emoji
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When user "Bob" sends 65,536 emoji to "Alice" as a private message
      Then user "Alice" should receive 65,536 emoji from "Bob" as a private message

  Rule: A longer message is rejected, and its sender stays connected
    The sender can shorten it and try again, and the room never notices.

    @promise.messages
    Scenario Outline: A user sends a text with <kind>, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends a text with <kind>
      Then user "Bob" should be told that the message is too long
      And user "Alice" should not receive anything but notifications
      When user "Bob" sends message "Then shorter"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Then shorter"

      Examples:
        | kind                      | dialect |
        | one character too many    | plain   |
        | one accent too many       | plain   |
        | one emoji too many        | plain   |
        | half a million characters | plain   |

      @promise.dialects
      Examples: Other dialects
        | kind                      | dialect  |
        | one character too many    | events   |
        | one character too many    | envelope |
        | one accent too many       | events   |
        | one accent too many       | envelope |
        | one emoji too many        | events   |
        | one emoji too many        | envelope |
        | half a million characters | events   |
        | half a million characters | envelope |

    Scenario Outline: A user sends one emoji too many in fragments, in <dialect>
      Given user "Bob" speaks "<dialect>"
      And users "Alice" and "Bob" connect to the chat
      When user "Bob" sends a text with one emoji too many, split into 7 fragments
      Then user "Bob" should be told that the message is too long
      And user "Alice" should not receive anything but notifications

      Examples:
        | dialect |
        | plain   |

      @promise.dialects
      Examples: Other dialects
        | dialect  |
        | events   |
        | envelope |

    @promise.private @dialect.events
    Scenario: A user sends one emoji too many in a private message
      Given users "Alice" and "Bob" connect to the chat
      When user "Bob" sends one emoji too many to "Alice" as a private message
      Then user "Bob" should be told that the message is too long
      And user "Alice" should not receive anything but notifications
