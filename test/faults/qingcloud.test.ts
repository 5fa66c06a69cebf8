import { testFaultTable } from './fault-table-tests.js';

testFaultTable('QINGCLOUD');
