import { findPeople } from './parts/person-field.js';

findPeople();
