@promise.dialects
Feature: Joining and leaving with a message

  Rule: A user is not in the room until they have joined
    Nobody should be able to listen unseen.

    @promise.arrivals
    Scenario Outline: A user connects, then joins, in <dialect>
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

    @promise.messages @promise.own-messages
    Scenario Outline: A user who has not joined yet receives no messages, in <dialect>
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

    @promise.arrivals
    Scenario Outline: A user who has not joined yet <act>, in <dialect>
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
        | act                                     | dialect  | reason                 |
        | sends message "Hello"                   | events   | they must join first   |
        | sends private message "psst" to "Alice" | events   | they must join first   |
        | starts typing                           | events   | they must join first   |
        | asks who is in the room                 | events   | they must join first   |
        | asks for the history                    | events   | they must join first   |
        | sends message "Hello"                   | envelope | the message is invalid |

    @promise.arrivals
    Scenario Outline: A user who disconnects before joining is not announced, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      When user "Bob" connects without joining
      And <departure>
      And user "Carol" connects to the chat
      Then user "Alice" should receive "joined" notification for "Carol"
      And user "Alice" should not receive anything

      Examples:
        | dialect  | departure                            |
        | events   | user "Bob" leaves                    |
        | events   | the connection of user "Bob" is lost |
        | envelope | user "Bob" leaves                    |
        | envelope | the connection of user "Bob" is lost |

    @promise.messages @promise.rooms
    Scenario Outline: A user joins the room that they connected to, in <dialect>
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

  @promise.messages @promise.arrivals
  Rule: A user can join only once on a connection
    A user who could change their name between two messages could be anybody.

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
        | manner              | name  | dialect                    | reason                   |
        | under the same name | Bob   | events                     | they have already joined |
        | under another name  | Carol | events                     | they have already joined |
        | under the same name | Bob   | events with a join message | they have already joined |
        | under another name  | Carol | events with a join message | they have already joined |
        | under the same name | Bob   | envelope                   | the message is invalid   |
        | under another name  | Carol | envelope                   | the message is invalid   |

  @promise.departures
  Rule: A user who asks to leave is announced as left, and their connection is closed
    The others should not have to guess from the silence that somebody has left.

    Scenario Outline: A user asks to leave, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      And user "Bob" connects to the chat
      When user "Bob" asks to leave
      Then the connection of user "Bob" should be closed with code 1000
      And user "Alice" should receive "left" notification for "Bob"
      And user "Alice" should not receive "left" notification for "Bob"

      Examples:
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.messages @promise.sender-order
    Scenario Outline: Messages sent just before leaving are delivered, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      And user "Bob" connects to the chat
      When user "Bob" sends 20 messages in a row
      And meanwhile user "Bob" asks to leave
      Then user "Alice" should receive all 20 messages from "Bob" in order
      And user "Alice" should receive "left" notification for "Bob"

      Examples:
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

    @promise.messages
    Scenario Outline: A user leaves and comes back, in <dialect>
      Given user "Alice" connects to the chat
      And user "Bob" speaks "<dialect>"
      And user "Bob" connects to the chat
      When user "Bob" asks to leave
      Then user "Alice" should receive "left" notification for "Bob"
      When user "Bob" comes back
      And user "Bob" sends message "One more thing"
      Then users "Alice" and "Bob" should receive message from "Bob" saying "One more thing"

      Examples:
        | dialect                    |
        | events                     |
        | events with a join message |
        | envelope                   |

  @promise.messages @promise.departures @breaks.connection
  Rule: A user who sends binary data is disconnected, and nobody else is affected
    A text chat has no use for binary data, and one faulty program must not disturb the room.

    Scenario Outline: A user sends <what>, in <dialect>
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
        | what              | dialect                    |
        | binary data       | events                     |
        | empty binary data | events                     |
        | binary data       | events with a join message |
        | binary data       | envelope                   |
        | empty binary data | envelope                   |

  Rule: A user who sends binary data before joining is disconnected, too
    People in the room should not notice the mistakes of somebody who has not joined.

    Scenario Outline: A user sends binary data before joining, in <dialect>
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
