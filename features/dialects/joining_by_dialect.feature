@promise.dialects
Feature: Coming in and going by a word

  Rule: Whoever has not said who they are is not in yet
    Nobody is to listen at a door unseen.

    Scenario Outline: Somebody stands at the door, then comes in, in <dialect>
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      Then user "Alice" should not receive anything
      And user "Bob" should not have joined
      When user "Bob" asks to join as "Bob"
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for "Bob"

      Examples:
        | dialect  |
        | events   |
        | envelope |

    Scenario Outline: What is said meanwhile is not heard at the door, in <dialect>
      Given user "Alice" speaks "plain"
      And user "Bob" speaks "<dialect>"
      And user "Alice" connects to the chat
      When user "Bob" connects without joining
      And user "Alice" sends message "Has he gone?"
      Then user "Alice" should receive message from "Alice" saying "Has he gone?"
      When user "Bob" asks to join as "Bob"
      Then user "Bob" should have joined
      And user "Bob" should not receive message from "Alice" saying "Has he gone?"

      Examples:
        | dialect  |
        | events   |
        | envelope |

    Scenario Outline: Whoever has not joined yet <act>, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      When user "Bob" connects without joining
      And user "Bob" <act>
      Then user "Bob" should be told that <reason>
      And user "Bob" should not have joined
      And user "Alice" should not receive anything
      When user "Bob" asks to join as "Bob"
      Then user "Bob" should have joined
      And user "Alice" should receive "joined" notification for "Bob"

      Examples:
        | act                        | dialect  | reason                 |
        | sends message "Hello"      | events   | they must join first   |
        | whispers "psst" to "Alice" | events   | they must join first   |
        | starts typing              | events   | they must join first   |
        | asks who is here           | events   | they must join first   |
        | asks what was said         | events   | they must join first   |
        | sends message "Hello"      | envelope | the message is invalid |

    Scenario Outline: Whoever goes without having come in leaves no trace, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      When user "Bob" connects without joining
      And <departure>
      And user "Carol" connects to the chat
      Then user "Alice" should receive "joined" notification for "Carol"
      And user "Alice" should not receive anything

      Examples:
        | dialect  | departure                          |
        | events   | user "Bob" leaves                  |
        | events   | the line of user "Bob" is lost     |
        | envelope | user "Bob" leaves                  |
        | envelope | the line of user "Bob" is lost     |

    Scenario Outline: Whoever joins in a room is in that room, in <dialect>
      Given user "Alice" connects to room "garden"
      And user "Carol" connects to room "kitchen"
      And user "Bob" speaks "<dialect>"
      When user "Bob" connects to room "garden" without joining
      And user "Bob" asks to join as "Bob"
      And user "Bob" sends message "Roses"
      Then user "Alice" should receive message from "Bob" saying "Roses"
      And user "Carol" should not receive anything

      Examples:
        | dialect  |
        | events   |
        | envelope |

  Rule: One joins once
    Whoever could be somebody else from one word to the next could be anybody.

    Scenario Outline: A second join <manner>, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      And user "Bob" connects to the chat
      When user "Bob" asks to join as "<name>"
      Then user "Bob" should be told that <reason>
      And user "Alice" should receive "joined" notification for "Bob"
      And user "Alice" should not receive anything
      When user "Bob" sends message "Still me"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "Still me"

      Examples:
        | manner             | name  | dialect        | reason                       |
        | under one's name   | Bob   | events         | they have joined already     |
        | under another name | Carol | events         | they have joined already     |
        | under one's name   | Bob   | events by word | they have joined already     |
        | under another name | Carol | events by word | they have joined already     |
        | under one's name   | Bob   | envelope       | the message is invalid       |
        | under another name | Carol | envelope       | the message is invalid       |

  Rule: Whoever says that they leave is announced, and shown out
    A goodbye should not have to be guessed from a silence.

    Scenario Outline: A goodbye by a word, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      And user "Bob" connects to the chat
      When user "Bob" asks to leave
      Then the connection of user "Bob" should be closed with code 1000
      And user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive "left" notification for "Bob"

      Examples:
        | dialect        |
        | events         |
        | events by word |
        | envelope       |

    Scenario Outline: What was said just before is heard, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      And user "Bob" connects to the chat
      When user "Bob" sends 20 messages in a row
      And user "Bob" asks to leave
      Then user "Alice" should receive all 20 messages of "Bob" in order
      And user "Alice" should receive "left" notification for "Bob"

      Examples:
        | dialect        |
        | events         |
        | events by word |
        | envelope       |

    Scenario Outline: Gone by a word, and back, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      And user "Bob" connects to the chat
      When user "Bob" asks to leave
      Then user "Alice" should receive "left" notification for "Bob"
      When user "Bob" comes back
      And user "Bob" sends message "One more thing"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "One more thing"

      Examples:
        | dialect        |
        | events         |
        | events by word |
        | envelope       |

  @breaks.line
  Rule: Binary data shows out its sender alone
    A text chat has no use for it, and nobody else should have to find that out.

    Scenario Outline: <what>, in <dialect>
      Given users "Alice" and "Carol" connect to the chat
      And user "Mallory" speaks "<dialect>"
      And user "Mallory" connects to the chat
      When user "Mallory" sends <what>
      Then the connection of user "Mallory" should be closed with code 1003
      And users "Alice" and "Carol" should receive "left" notification for "Mallory"
      When user "Alice" sends message "What was that?"
      Then user "Carol" should receive message from "Alice" saying "What was that?"
      And user "Carol" should not receive message from "Mallory" saying "forged"

      Examples:
        | what              | dialect        |
        | binary data       | events         |
        | empty binary data | events         |
        | binary data       | events by word |
        | binary data       | envelope       |
        | empty binary data | envelope       |

  Rule: At the door, too, binary data shows out its sender alone
    And nobody inside is disturbed.

    Scenario Outline: Binary data at the door, in <dialect>
      Given user "Alice" connects to the chat
      And user "Mallory" speaks "<dialect>"
      When user "Mallory" connects without joining
      And user "Mallory" sends binary data
      Then the connection of user "Mallory" should be closed with code 1003
      And user "Alice" should not receive anything

      Examples:
        | dialect  |
        | events   |
        | envelope |
